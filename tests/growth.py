"""Growth: more of everything, for tests that ask whether a page costs more when there is more."""

from datetime import date
from itertools import count

from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from awards.models import Authority, BaseSalary, Category, Evidence, Honour, Level, Nomination, Rate
from emulation.campaigns.clusters import end_cluster
from emulation.campaigns.invitations import invite
from emulation.campaigns.models import (
    Campaign,
    Citation,
    CitedDocument,
    Cluster,
    ClusterMember,
    Content,
    LocalDrive,
    Movement,
    OfferedTitle,
    SheetChoice,
    Target,
)
from emulation.drafting.models import Passage, PassageLevel
from emulation.drafting.models import State as DraftState
from emulation.history.models import write_line
from emulation.issuing.models import OutgoingPaper, State
from emulation.jobs.asking import start
from emulation.notices.models import notify
from emulation.papers.kinds import PaperKind
from emulation.people.codes import hand_out_code
from emulation.people.models import BulkImport, Role, User
from emulation.sheets.models import Grade, Item, ItemType, Option, Sheet
from emulation.typed.models import Typed
from emulation.units.changes import merge_units
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from registrations.beginning import begin
from registrations.models import GradeAnswer, LateRequest, Registration, Submission, TargetAnswer, TextAnswer, TitleAnswer
from registrations.papers import keep_pdf
from registrations.steps import KINDS_OF_STEP
from tests.addresses import add_bulk_import
from tests.assessing import grow_assessments
from tests.awarding import attach, make_nomination, sent, uploaded
from tests.councils import grow_council
from tests.deciding import more_decisions
from tests.drafts import make_draft, make_group
from tests.outgoing import approved, issued
from tests.postings import grow_postings
from tests.scans import add_copies, add_late_permits, add_mark, add_paper_scan, add_plan_scan, attachment
from tests.world import World, launch, make_campaign, make_cluster, make_local_drive, make_person, make_term, make_unit, submitted

OURS = [model for model in apps.get_models() if model.__module__.startswith(("emulation.", "registrations.", "awards."))]
steps = count(1)


def how_many() -> dict[str, int]:
    """The number of rows of each model of ours."""
    return {model._meta.label: model._default_manager.count() for model in OURS}


def grow(world: World) -> None:
    """One more of everything that a page of the table could list, beside what is there and inside it."""
    step = next(steps)
    units = _more_units(world)
    _more_people(world, units)
    _more_sheets(world, step)
    campaigns = [*world.ward.campaigns.all(), _another_campaign(world, units)]
    for campaign in campaigns:
        _more_of_a_plan(campaign, step)
        invite(campaign, {*campaign.invitations.values_list("unit", flat=True), *(unit.pk for unit in units)})
    for campaign in campaigns:
        if not campaign.is_draft:
            _more_registrations(world, campaign, units)
            _more_local_drives(world, campaign, units)
    _more_clusters(world, units)
    for campaign in campaigns:
        add_plan_scan(campaign, world.people["secretary"])
        add_late_permits(campaign, world.people["secretary"])
        _more_late_requests(campaign, world.people["head"])
    _more_papers(world, step)
    _more_drafts(world, step)
    _more_nominations(world, campaigns)
    more_decisions(world, step)
    grow_council(world)
    grow_postings(world)
    grow_assessments(world)
    _more_of_the_catalogue(world, step)
    for registration in Registration.objects.all():
        add_paper_scan(registration, world.people["secretary"])
        _more_answers(registration, step)
        _another_submission(world, registration)
    for record in [*campaigns, *Registration.objects.all(), *units, *Cluster.objects.all(), *LocalDrive.objects.all()]:
        write_line(record, move="test", label=f"Việc thứ {step}", at=timezone.now(), by=world.people["secretary"])
    _more_typed(world, step)
    notify(world.people.values(), key=f"grow:{step}", subject=f"Tin số {step}", body="Nội dung.")
    for user in world.people.values():
        start("zip-registrations", owner=user, label=f"Tải lần {step}", params={"campaign": world.campaign.pk, "step": step})


def _more_late_requests(campaign: Campaign, by: User) -> None:
    """One that is answered, and one that waits wherever none does."""
    for invitation in campaign.invitations.all():
        asked = {"invitation": invitation, "reason": "Mất điện.", "asked_by": by, "asked_at": timezone.now()}
        LateRequest.objects.create(closed_at=timezone.now(), **asked)
        LateRequest.objects.get_or_create(invitation=invitation, closed_at=None, defaults=asked)


def _more_typed(world: World, step: int) -> None:
    """Everybody has typed something on one more page, and on each page of what is begun."""
    pages = [reverse("registration-step", args=[world.strange_registration.pk, one]) for one in KINDS_OF_STEP]
    for user in world.people.values():
        for address, device in [(f"/trang/{step}/", "điện thoại"), *((one, "máy tính") for one in pages)]:
            Typed.objects.create(user=user, address=address, writer=str(step), device=device, data=[], saved_at=timezone.now())


def _more_papers(world: World, step: int) -> None:
    """Another paper issued, one that waits, and for each one issued before another letter that corrects it; each under a symbol of its own too."""
    secretary = world.people["secretary"]
    for paper in OutgoingPaper.objects.filter(unit=world.ward, kind=PaperKind.PLAN, state=State.ISSUED):
        corrects = {"kind": PaperKind.OFFICIAL_LETTER, "corrects": paper, "symbol": f"UBND-V{step}-{paper.pk}"}
        issued(world.ward, secretary, **corrects)
        add_copies(paper, secretary)
        write_line(paper, move="test", label=f"Việc thứ {step}", at=timezone.now(), by=secretary)
    replaced = issued(world.ward, secretary, symbol=f"QĐ-V{step}", kind=PaperKind.DECISION)
    issued(world.ward, secretary, "06", kind=PaperKind.DECISION, symbol=f"QĐ-V{step}", replaces=replaced)
    issued(world.ward, secretary, f"{step + 10}")
    approved(world.ward)
    add_mark(world.ward, secretary)
    for series in world.ward.series.all():
        write_line(series, move="test", label=f"Việc thứ {step}", at=timezone.now(), by=secretary)


def _more_drafts(world: World, step: int) -> None:
    """Another draft in each state that somebody waits for, and in each that is there more passages, with targets and an annex."""
    secretary = world.people["secretary"]
    for state in (DraftState.DRAFT, DraftState.SUBMITTED, DraftState.RETURNED):
        draft = make_draft(world.ward, secretary, campaign=world.campaign)
        type(draft).objects.filter(pk=draft.pk).update(state=state)
    Target.objects.create(campaign=world.campaign, name=f"Trồng cây {step}", field="Kinh tế", value=step, unit="cây")
    for draft in world.ward.drafts.all():
        position = draft.passages.count()
        levels = {PassageLevel.TEXT: {"target_field": "Kinh tế"}, PassageLevel.ANNEX: {}, PassageLevel.TABLE: {"cells": "TT | Tên\n1 | An"}}
        for place, (level, fields) in enumerate(levels.items(), start=position + 1):
            Passage.objects.create(draft=draft, position=place, level=level, text=f"Thêm {step}", **fields)
        type(draft).objects.filter(pk=draft.pk).update(recipients="{số tổ dân phố} TDP\nLưu: VT")
        write_line(draft, move="test", label=f"Việc thứ {step}", at=timezone.now(), by=secretary)
    make_group(world.ward, f"Nhóm {step}")


def _more_nominations(world: World, campaigns: list[Campaign]) -> None:
    """Of the units that the table knows, sent and begun, with files and history; and lists of each unit that somebody uploaded."""
    secretary = world.people["secretary"]
    for campaign in campaigns:
        if not campaign.is_draft:
            sent(make_nomination(world.unit, world.people["head"], campaign=campaign, exception_plea="Đơn vị mới."))
            make_nomination(world.strange_unit, world.people["stranger"], campaign=campaign)
    unit = make_unit(world.ward)
    uploaded(unit, secretary, on_paper=True)
    for nomination in Nomination.objects.filter(unit=world.strange_unit):
        attach(nomination, world.people["stranger"])
    for nomination in Nomination.objects.all():
        Evidence.objects.create(nomination=nomination, attachment=attachment(secretary))
        write_line(nomination, move="test", label="Việc thêm", at=timezone.now(), by=secretary)


def _more_of_the_catalogue(world: World, step: int) -> None:
    """Another base salary, another title, and in all of them another row of authority and of each rate."""
    salary = BaseSalary.objects.create(amount=step, starts_on=date(1900 + step, 1, 1), source="Nghị định")
    Honour.objects.create(
        code=f"danh-hieu-{step}", name=f"Danh hiệu {step}", category=Category.TITLE, for_collectives=True, for_individuals=True, for_households=True
    )
    for honour in Honour.objects.all():
        when = {"honour": honour, "starts_on": date(1900 + step, 1, 1), "ends_on": date(1900 + step, 12, 31), "source": "Nghị định"}
        Authority.objects.create(level=Level.DISTRICT, **when)
        for subject in honour.subjects:
            Rate.objects.create(subject=subject, coefficient=1, **when)
        write_line(honour, move="test", label=f"Việc thứ {step}", at=timezone.now(), by=world.people["secretary"])
    write_line(salary, move="test", label=f"Việc thứ {step}", at=timezone.now(), by=world.people["secretary"])


def _more_units(world: World) -> list[Unit]:
    """A unit of the ward that has a unit below it, one below `unit`, and another ward with its own."""
    unit = make_unit(world.ward)
    make_unit(unit, Kind.SCHOOL)
    make_unit(make_unit(world.province, Kind.WARD))
    for one in (world.ward, world.unit):
        merge_units([make_unit(Unit.objects.get_parent(one), Kind(one.kind))], one, timezone.localdate())
    return [unit, make_unit(world.unit, Kind.AGENCY), make_unit(world.ward, Kind.TDP, ends_on=date(2099, 1, 1))]


def _more_people(world: World, units: list[Unit]) -> None:
    """Somebody new in each role, one more term for everybody, and a code handed out."""
    for role in Role:
        make_person(role, world.ward, world.unit)
    head = make_person(Role.HEAD, *units)
    hand_out_code(head, by=world.people["secretary"])
    further_ward = make_unit(world.province, Kind.WARD)
    for user in world.people.values():
        for role in {term.role for term in user.terms.all()}:
            make_term(user, make_unit(world.ward) if role == Role.HEAD else further_ward, Role(role))
    make_person(Role.HEAD, make_unit(further_ward))
    for bulk_import in BulkImport.objects.filter(unit=world.ward):
        add_bulk_import(further_ward, bulk_import.owner)


def _more_sheets(world: World, step: int) -> None:
    """Another sheet, one of the ward's own, and in all of them another item of each type."""
    Sheet.objects.create(unit=world.ward, is_ready=False, code=f"rieng-{step}", version=1, name=f"Mẫu riêng {step}", kinds=[Kind.TDP], authority="TM.")
    Sheet.objects.create(
        code=f"mau-{step}", version=1, name=f"Mẫu {step}", kinds=[Kind.TDP, Kind.AGENCY], subject="", bases="", opening="", authority="", digest=""
    )
    for sheet in Sheet.objects.all():
        position = sheet.items.count()
        for place, type_ in enumerate(ItemType.values, start=position + 1):
            key = "" if type_ in (ItemType.HEADING, ItemType.NOTE) else f"them-{step}-{type_}"
            item = Item.objects.create(
                sheet=sheet, position=place, type=type_, key=key, text=f"Mục {place}", subjects="Chi đoàn" if type_ == ItemType.PLEDGE else ""
            )
            codes = {ItemType.PLEDGE: Grade.values, ItemType.TITLE: [f"danh-hieu-{step}"]}.get(ItemType(type_), [])
            Option.objects.bulk_create(Option(item=item, position=nth, code=code, text=code) for nth, code in enumerate(codes, start=1))


def _another_campaign(world: World, units: list[Unit]) -> Campaign:
    """Under way, with those invited whom the table knows."""
    make_campaign(world.ward, invited=units)  # a draft
    return launch(make_campaign(world.ward, invited=[world.unit, world.strange_unit, *units]), world.people["secretary"])


def _more_of_a_plan(campaign: Campaign, step: int) -> None:
    document = CitedDocument.objects.create(unit=campaign.unit, name="Chỉ thị", number=f"{step}-{campaign.pk}", title="về thi đua")
    Citation.objects.create(campaign=campaign, document=document)
    Content.objects.create(campaign=campaign, heading=f"Nội dung {step}", text="Thi đua.")
    parent = Target.objects.create(campaign=campaign, name=f"Chỉ tiêu {step}", value=step)
    Target.objects.create(campaign=campaign, name=f"Trong đó {step}", parent=parent)
    Movement.objects.create(campaign=campaign, name=f"Phong trào {step}", launcher="Thủ tướng Chính phủ", document=document)
    OfferedTitle.objects.create(campaign=campaign, name=f"Danh hiệu {step}")
    kind = next(kind for kind in Kind if not campaign.sheet_choices.filter(kind=kind).exists())
    SheetChoice.objects.create(campaign=campaign, kind=kind, sheet=Sheet.objects.earliest("pk"))


def _more_registrations(world: World, campaign: Campaign, units: list[Unit]) -> None:
    """The new units' registrations are in; those of the units that the table knows are begun."""
    head = make_person(Role.HEAD, *units)
    for unit in units:
        submitted(campaign, unit, head)
    for unit, who in ((world.unit, "head"), (world.strange_unit, "stranger")):
        begin(campaign, unit, by=world.people[who])


def _more_local_drives(world: World, campaign: Campaign, units: list[Unit]) -> None:
    """Of the new units and of those that the table knows, launched and not."""
    for unit, who in ((world.unit, world.people["head"]), (world.strange_unit, None), (units[0], make_person(Role.HEAD, units[0]))):
        make_local_drive(campaign, unit, who)


def _more_clusters(world: World, units: list[Unit]) -> None:
    """Another cluster of the new units, one that has ended, and one more unit in each that is there."""
    for cluster in Cluster.objects.in_force().filter(unit=world.ward):
        ClusterMember.objects.create(cluster=cluster, unit=make_unit(world.ward), owner=world.ward)
    secretary = world.people["secretary"]
    make_cluster(world.ward, *units, by=secretary)
    ended = make_cluster(world.ward, make_unit(world.ward), make_unit(world.ward), by=secretary)
    end_cluster(ended, ends_on=date(2021, 12, 31), by=secretary)


def _more_answers(registration: Registration, step: int) -> None:
    """One more answer of each type, under the items added by this step."""
    items = {item.type: item for item in registration.sheet.items.filter(key__startswith=f"them-{step}-")}
    TextAnswer.objects.create(registration=registration, item=items[ItemType.TEXT], text="Như trên.")
    TargetAnswer.objects.create(registration=registration, item=items[ItemType.TARGETS], position=100, name="Trồng cây", value=step)
    chosen = {"position": 1, "option": items[ItemType.PLEDGE].options.get(code=Grade.GOOD)}
    GradeAnswer.objects.get_or_create(registration=registration, item=items[ItemType.PLEDGE], subject="Chi đoàn", defaults=chosen)
    TitleAnswer.objects.get_or_create(registration=registration, option=items[ItemType.TITLE].options.get())


def _another_submission(world: World, registration: Registration) -> None:
    """One more submission where there is one, and for each the file that is already kept for the first."""
    kept = world.registration.submissions.earliest("pk")
    keep_pdf(kept)
    kept.refresh_from_db()
    file = {"pdf": kept.pdf.name, "sha256": kept.sha256}
    if registration.submissions.exists():
        ordinal, receipt = registration.submissions.count() + 1, f"R{Submission.objects.count()}"
        by = world.people["head"]
        Submission.objects.create(
            registration=registration, ordinal=ordinal, receipt=receipt, submitted_at=timezone.now(), submitted_by=by, html=kept.html, **file
        )
    registration.submissions.filter(pdf="").update(**file)
