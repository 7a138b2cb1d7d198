"""`manage.py demo`: loaded once and whole, by the verbs that people use, with every state to look at."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from celery import current_app
from celery.signals import before_task_publish
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from emulation.campaigns.local_drives import progress
from emulation.campaigns.models import Campaign, Citation, Cluster, Invitation
from emulation.history.models import Line
from emulation.issuing.finishing import sweep
from emulation.notices.models import Notice
from emulation.papers.kinds import SHAPES, PaperKind
from emulation.people.models import Role, User
from emulation.units.kinds import Kind
from emulation.units.models import Unit, paths_above
from emulation.vietnamese.dates import day
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField
from emulation.vietnamese.printable import unprintable
from registrations.demonstration import loading
from registrations.demonstration.chapters import CHAPTERS
from registrations.demonstration.loading import load
from registrations.demonstration.offices import PASSWORD
from registrations.home import papers_for, tasks_of
from registrations.models import LatePermit, Registration, State, Submission
from tests.world import make_unit

OUR_APPS = {"units", "people", "history", "attachments", "notices", "sheets", "campaigns", "issuing", "drafting", "registrations", "awards"}


def rows() -> dict[str, list[Any]]:
    """Every row of our own tables, by model."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in apps.get_models() if model._meta.app_label in OUR_APPS}


def demo() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


@pytest.fixture
def published() -> Iterator[list[str]]:
    """The names of the tasks that went to the broker, which other tests do without."""
    before, current_app.conf.task_always_eager = current_app.conf.task_always_eager, False
    names: list[str] = []

    def note(sender: str = "", **kwargs: Any) -> None:
        names.append(sender)

    before_task_publish.connect(note)
    yield names
    before_task_publish.disconnect(note)
    current_app.conf.task_always_eager = before


@pytest.mark.wide
@pytest.mark.django_db(transaction=True)
def test_the_command_loads_once_and_afterwards_only_prints(published: list[str]) -> None:
    first = demo()
    after_first = rows()
    second = demo()
    assert rows() == after_first
    assert first == f"Đang nạp dữ liệu mẫu …\n{second}"
    assert published == []  # all papers were rendered here, none is left to a worker
    assert Submission.objects.filter(pdf="").count() == 0
    with Submission.objects.all()[0].pdf.open() as paper:
        assert paper.read(5) == b"%PDF-"


@pytest.mark.django_db(transaction=True)
def test_stopped_half_way_it_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows()
    monkeypatch.setattr(loading, "CAMPAIGNS", (*loading.CAMPAIGNS, "no-such-file"))
    with pytest.raises(FileNotFoundError):
        demo()
    assert rows() == before


@pytest.mark.django_db
def test_it_stays_out_of_an_installation_with_data_of_its_own() -> None:
    User.objects.create_user("an", full_name="Nguyễn Văn An")
    before = rows()
    assert demo() == "Nơi cài đặt này đã có dữ liệu riêng nên không nạp dữ liệu mẫu.\n"
    assert rows() == before


@pytest.mark.django_db
def test_what_was_loaded_before_there_were_awards_is_left_as_it_is() -> None:
    make_unit(None, Kind.WARD, code="bach-quang")
    before = rows()
    for chapter in CHAPTERS:
        chapter.finish()
    assert rows() == before


@pytest.mark.usefixtures("demonstration")
def test_loading_twice_adds_nothing() -> None:
    before = rows()
    load(timezone.now())
    assert rows() == before


@pytest.mark.usefixtures("demonstration")
def test_the_tree() -> None:
    luong_son, bach_quang = Unit.objects.get(code="luong-son"), Unit.objects.get(code="bach-quang")
    assert [unit.code for unit in Unit.objects.filter(path__in=paths_above(luong_son))] == ["thai-nguyen", "song-cong", "luong-son"]
    assert [str(unit) for unit in bach_quang.predecessors.order_by("pk")] == ["phường Lương Sơn", "phường Bách Quang (trước 01/7/2025)", "xã Tân Quang"]
    assert Counter(kind == Kind.TDP for kind in luong_son.units.values_list("kind", flat=True)) == {True: 21, False: 14}
    assert Counter(kind == Kind.TDP for kind in bach_quang.units.existing().values_list("kind", flat=True)) == {True: 8, False: 5}
    assert [str(unit) for unit in bach_quang.units.get(code="tdp-02").predecessors.order_by("pk")] == ["TDP Xuân Đồng 1", "TDP Xuân Đồng 2"]
    assert luong_son.units.get(code="tdp-01").name == "Tổ dân phố Bá Vân 1"


@pytest.mark.usefixtures("demonstration")
def test_everybody_has_an_office_and_the_one_password() -> None:
    assert User.objects.count() == 2 + (7 + 35) + (6 + 13) + (2 + 12) + (2 + 6) + 2 + 2
    assert User.objects.values("password").distinct().count() == 1
    assert not User.objects.exclude(pk__in=User.objects.filter(terms__isnull=False)).exists()
    for username, role in [("thuky", Role.SECRETARY), ("bq-tdp01", Role.HEAD), ("captren", Role.SUPERIOR)]:
        assert Client().login(username=username, password=PASSWORD)
        assert [term.role for term in User.objects.get(username=username).terms_in_force] == [role]


@pytest.mark.usefixtures("demonstration")
def test_the_campaign_of_2024_shows_every_state() -> None:
    campaign = Campaign.objects.get(code="luong-son-2024")
    assert campaign.state == "registration-closed"
    states = Counter(campaign.registrations.filter(unit__kind=Kind.TDP).values_list("state", flat=True))
    assert states == {State.ACCEPTED: 14, State.SUBMITTED: 4, State.RETURNED: 1, State.WITHDRAWN: 1, State.DRAFT: 1}
    assert Invitation.objects.filter(campaign=campaign).count() == 35
    assert campaign.registrations.filter(submissions__ordinal=2, state=State.ACCEPTED).count() == 3
    assert Line.objects.of(campaign).count() == 3
    assert (campaign.plan_scans.count(), LatePermit.objects.get().invitation.unit.code) == (1, "tdp-21")
    assert [one.unit.code for one in campaign.registrations.exclude(received_on_paper_at=None)] == ["tdp-19"]
    assert [str(citation) for citation in campaign.citations.filter(role=Citation.Role.PARENT_PLAN)] == [
        "Kế hoạch số 17/KH-UBND ngày 18/01/2023 của UBND thành phố Sông Công"
        " về tổ chức phong trào thi đua yêu nước và công tác khen thưởng thành phố Sông Công năm 2024"
    ]


@pytest.mark.usefixtures("demonstration")
def test_last_years_drive_has_ended() -> None:
    campaign = Campaign.objects.get(code=f"bach-quang-{timezone.localdate().year - 1}")
    assert (campaign.state, Counter(campaign.registrations.values_list("state", flat=True))) == ("closed", {State.ACCEPTED: 9})
    assert list(Line.objects.of(campaign).order_by("pk").values_list("move", flat=True)) == ["launch", "plan-scan", "close-registration", "sum-up", "close"]


@pytest.mark.usefixtures("demonstration")
def test_a_newcomer_can_register_at_once() -> None:
    [task] = tasks_of(User.objects.get(username="bq-tdp01"))
    assert (task.registration, task.is_open) == (None, True)
    campaign = task.invitation.campaign
    assert campaign.code == f"bach-quang-{timezone.localdate().year}"
    assert campaign.last_open_day == timezone.localdate() + timedelta(days=10)
    assert Counter(campaign.registrations.values_list("state", flat=True)) == {"draft": 1, "submitted": 1, "returned": 1, "accepted": 1}
    assert Notice.objects.filter(user__username="bq-tdp01", read_at=None).count() == 1
    assert (campaign.movements.count(), progress(campaign).launched, [str(one) for one in Cluster.objects.in_campaign(campaign)]) == (
        4,
        2,
        ["Cụm thi đua các tổ dân phố khu vực Ga"],
    )


@pytest.mark.usefixtures("demonstration")
def test_mail_of_2024_is_not_sent_again() -> None:
    assert Notice.objects.filter(made_at__year=2024).exists()
    assert not Notice.objects.waiting(timezone.now()).filter(made_at__year=2024).exists()


@pytest.mark.usefixtures("demonstration")
def test_no_two_units_answer_alike() -> None:
    written = {tuple(str(target) for target in one.target_answers.all()) for one in Registration.objects.exclude(state=State.DRAFT)}
    assert len(written) == Registration.objects.exclude(state=State.DRAFT).count()


@pytest.mark.usefixtures("demonstration")
def test_every_text_could_have_been_typed_into_a_form() -> None:
    for model in apps.get_models():
        if model._meta.app_label in OUR_APPS - {"history"}:
            texts = [field.attname for field in model._meta.fields if isinstance(field, VietnameseCharField | VietnameseTextField)]
            for record in model._default_manager.all():
                record.clean_fields(exclude=[field.name for field in record._meta.fields if not field.editable])
                assert unprintable("".join(getattr(record, name) for name in texts)) == []


@pytest.mark.usefixtures("demonstration")
def test_the_ward_of_today_has_an_issued_plan_and_a_letter_that_waits_for_its_chair() -> None:
    ward = Unit.objects.get(code="bach-quang")
    issued = [*(kind for kind in PaperKind if SHAPES[kind].is_numbered), PaperKind.CERTIFICATE]
    assert {kind for kind in ward.outgoing_papers.values_list("kind", flat=True)} == set(issued)
    paper = ward.outgoing_papers.get(kind=PaperKind.PLAN)
    assert (paper.state, paper.named) == ("issuing", f"Kế hoạch số 13/KH-UBND ngày {day(timezone.localdate() - timedelta(days=12))}")
    of_awards = 4 + 3 + 1  # minutes, submissions, and the decision of last year
    assert sweep() == ward.outgoing_papers.exclude(state="approved").count() == len(issued) + 1 + of_awards  # two certificates
    paper.refresh_from_db()
    assert (paper.state, paper.draft.campaign.plan_number) == ("issued", "13/KH-UBND")
    assert [row.words for row in papers_for(User.objects.get(username="bq-chutich")).rows] == [
        f"Công văn: đôn đốc đăng ký thi đua năm {timezone.localdate().year}"
    ]
