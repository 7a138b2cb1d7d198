"""Number and structure of what is proposed in a campaign, counted live."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.award_workflow import move_award
from awards.decision_papers import counted as in_words
from awards.models import Award, BaseSalary, Nomination, Rate, State, Subject
from awards.models.dated import TO_CONFIRM
from awards.structure import Structure, structure_of
from awards.workflow import move_nomination
from emulation.people.models import Role
from emulation.units.kinds import Kind
from tests.awarding import accept, appraised, honour, make_nomination, sent
from tests.deciding import issued, office_of, ready
from tests.test_nomination_pages import signed_in, text
from tests.world import World, make_person, make_unit

DAY = date(2026, 8, 1)  # base salary 2.530.000


@pytest.fixture(autouse=True)
def registered(world: World) -> None:
    accept(world.registration, world.people["secretary"])


def propose(world: World, **fields: Any) -> Nomination:
    return sent(make_nomination(world.unit, world.people["head"], campaign=world.campaign, **fields))


def counted(world: World) -> Structure:
    return structure_of(Nomination.objects.filter(campaign=world.campaign), DAY)


def shares(rows: Any) -> dict[str, tuple[int, int, int]]:
    return {row.label: (row.number, row.whole, row.percent) for row in rows if row.number}


def test_it_counts_by_honour_subject_kind_and_group(world: World) -> None:
    propose(world, attributes=["direct-worker", "woman"])
    propose(world, attributes=["direct-worker", "small-collective"])  # the latter says nothing of a person
    propose(world, honour="lao-dong-tien-tien")
    propose(world, subject="household", attributes=["woman"])
    propose(world, subject="collective", attributes=["enterprise", "woman"])
    school = make_unit(world.ward, Kind.SCHOOL)
    head = make_person(Role.HEAD, school)
    sent(make_nomination(school, head, campaign=world.campaign, exception_plea="Trường mới."))
    found = counted(world)
    assert (found.total, found.routed, found.unpriced) == (6, 0, 0)
    assert [(row.honour.code, row.numbers, row.total) for row in found.honours] == [("lao-dong-tien-tien", [0, 1, 0], 1), ("giay-khen", [1, 3, 1], 5)]
    assert shares(found.kinds) == {"Tổ dân phố": (5, 6, 83), "Trường học": (1, 6, 17)}
    assert shares(found.subjects) == {"Tập thể": (1, 6, 17), "Cá nhân": (4, 6, 67), "Hộ gia đình": (1, 6, 17)}
    assert shares(found.groups) == {
        "Người trực tiếp lao động, sản xuất, công tác": (2, 4, 50), "Nữ": (1, 4, 25), "Doanh nghiệp, doanh nhân": (1, 1, 100),
    }  # fmt: skip
    assert found.amount == 760_000 + 1_520_000 + 3 * 760_000 + 1_140_000
    assert [row.amount for row in found.honours] == [760_000, 1_520_000 + 3 * 760_000 + 1_140_000]


def test_an_amount_by_a_rate_that_nobody_compared_says_so(world: World) -> None:
    propose(world)
    propose(world, honour="lao-dong-tien-tien")
    Rate.objects.update(is_confirmed=True)
    BaseSalary.objects.update(is_confirmed=True)
    Rate.objects.filter(honour__code="giay-khen", subject="individual").update(is_confirmed=False)

    assert [(row.honour.code, row.to_confirm) for row in counted(world).honours] == [("lao-dong-tien-tien", None), ("giay-khen", TO_CONFIRM)]
    page = text(signed_in(world.people["secretary"]).get(reverse("nomination-structure", args=[world.campaign.pk])))
    assert page.count("Cần xác nhận") == 1


def test_it_counts_what_the_secretary_proposes_and_what_was_not_given_up(world: World) -> None:
    appraised(propose(world), world.people["secretary"], honour=honour("lao-dong-tien-tien"))
    make_nomination(world.unit, world.people["head"], campaign=world.campaign)
    for state in (State.WITHDRAWN, State.RETURNED, State.FAILED, State.REFUSED):
        one = appraised(propose(world), world.people["secretary"])
        Nomination.objects.filter(pk=one.pk).update(state=state)
    above = appraised(propose(world, honour="bang-khen-cap-tinh"), world.people["secretary"])
    move_nomination(above, "route", by=world.people["secretary"])
    found = counted(world)
    assert (found.total, found.routed, [row.honour.code for row in found.honours]) == (1, 1, ["lao-dong-tien-tien"])


def test_of_several_titles_of_one_person_only_the_highest_is_paid(world: World) -> None:
    for code in ("lao-dong-tien-tien", "chien-si-thi-dua-toan-quoc"):
        propose(world, honour=code, name="Lê Thị Giỏi") if code == "lao-dong-tien-tien" else Nomination.objects.create(
            unit=world.unit, campaign=world.campaign, honour=honour(code), subject="individual", name="Lê Thị Giỏi", year=timezone.localdate().year,
            state=State.SUBMITTED, submitted_at=timezone.now(), signed_by=world.people["head"],
        )  # fmt: skip
    found = counted(world)
    amounts = [row.amount for row in found.honours]
    assert found.amount == max(amount for amount in amounts if amount)
    assert found.amount < sum(amount or 0 for amount in amounts)


def test_what_has_no_basis_is_counted_and_not_priced(world: World) -> None:
    propose(world)
    Rate.objects.filter(honour=honour(), subject=Subject.INDIVIDUAL).delete()
    propose(world, subject="collective")
    found = counted(world)
    assert (found.total, found.unpriced, found.amount, [row.amount for row in found.honours]) == (2, 1, 1_520_000, [None])
    BaseSalary.objects.all().delete()
    assert (counted(world).amount, counted(world).salary) == (0, None)


def test_what_was_decided_is_priced_as_it_was_decided_and_what_was_revoked_not_at_all(world: World) -> None:
    one, other = ready(world, 2, campaign=world.campaign)
    decision = issued(office_of(world), one, other, campaign=world.campaign)
    decision.awards.filter(nomination=one).update(prize=700_000)  # by a former base salary
    found = counted(world)
    assert (found.total, found.amount, [row.amount for row in found.honours]) == (2, 1_460_000, [1_460_000])
    move_award(decision.awards.get(nomination=one), "revoke", by=world.people["chair"], reason="Khai man.")
    assert (counted(world).total, counted(world).amount) == (1, 760_000)


def test_who_is_proposed_twice_is_one_person_among_the_groups_and_on_papers(world: World) -> None:
    for code in ("giay-khen", "lao-dong-tien-tien"):
        propose(world, honour=code, name="Lê Thị Giỏi", attributes=["woman"])
    propose(world)
    assert shares(counted(world).groups) == {"Nữ": (1, 2, 50)}
    both = [
        Award(honour=honour(code), subject="individual", unit=world.unit, search_key="gioi", nomination=Nomination())
        for code in ("giay-khen", "lao-dong-tien-tien")
    ]
    assert in_words(both) == "01 cá nhân"


def test_nothing_proposed_is_no_error(world: World) -> None:
    found = counted(world)
    assert (found.total, found.honours, [row.percent for row in found.subjects]) == (0, [], [0, 0, 0])
    page = signed_in(world.people["secretary"]).get(reverse("nomination-structure", args=[world.campaign.pk]))
    assert "Chưa có đề nghị nào được gửi trong phong trào này." in text(page)


def test_what_is_nominated_outside_of_campaigns_is_counted_by_year(world: World) -> None:
    one = sent(make_nomination(world.unit, world.people["head"]))
    propose(world)
    secretary, other = signed_in(world.people["secretary"]), signed_in(world.people["other_secretary"])
    url = reverse("nomination-structure-year", args=[one.year])
    assert url in secretary.get(reverse("nomination-list")).content.decode()
    assert [client.get(url).context["structure"].total for client in (secretary, other)] == [1, 0]
    assert "Chưa có đề nghị nào được gửi cho năm này." in text(secretary.get(reverse("nomination-structure-year", args=[1999])))


def test_the_page_is_live_and_leads_from_the_list(world: World) -> None:
    secretary = signed_in(world.people["secretary"])
    propose(world)
    url = reverse("nomination-structure", args=[world.campaign.pk])
    assert url in secretary.get(reverse("nomination-list")).content.decode()
    assert url not in signed_in(world.people["head"]).get(reverse("nomination-list")).content.decode()
    page = text(secretary.get(url))
    assert "760.000 Tiền thưởng (đồng)" in page or "Tiền thưởng (đồng) 760.000" in page


def test_however_many_are_proposed_the_questions_are_the_same(world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            counted(world)
        return len(captured)

    propose(world)
    few = asked()
    for _ in range(5):
        propose(world, honour="lao-dong-tien-tien")
    assert asked() == few == 5
