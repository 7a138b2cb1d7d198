"""Decisions for tests, made and moved by the verbs of the source."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from awards.award_workflow import mark_many
from awards.decision_workflow import move_decision
from awards.models import Award, AwardState, CertificateOffsets, Decision, Kind, Nomination
from awards.proposing import draw_up, put_in
from awards.workflow import move_nomination
from emulation.campaigns.models import Campaign
from emulation.issuing.finishing import issue
from emulation.issuing.models import OutgoingPaper
from emulation.people.models import User
from emulation.units.models import Unit
from tests.awarding import appraised, make_nomination
from tests.world import World

SUBJECT = "Về việc khen thưởng thành tích năm 2026"


@dataclass(frozen=True)
class Office:
    """Where something is decided, and by whom."""

    unit: Unit
    secretary: User
    chair: User


def office_of(world: World) -> Office:
    return Office(world.ward, world.people["secretary"], world.people["chair"])


def passed(nomination: Nomination, secretary: User, **details: Any) -> Nomination:
    """Appraised, and passed by the council."""
    return move_nomination(appraised(nomination, secretary, **details), "pass", by=None)


def ready(world: World, count: int = 2, **fields: Any) -> list[Nomination]:
    """So many nominations of the world's unit that wait for a decision."""
    return [passed(make_nomination(world.unit, world.people["head"], **fields), world.people["secretary"]) for _ in range(count)]


def drawn_up(office: Office, *nominations: Nomination, campaign: Campaign | None = None, subject: str = SUBJECT) -> Decision:
    """A decision that the secretary is drawing up, with these nominations in it."""
    decision = draw_up(office.unit, campaign, subject, by=office.secretary)
    if nominations:
        put_in(decision, nominations, by=office.secretary)
    return decision


def submitted(office: Office, *nominations: Nomination, **fields: Any) -> Decision:
    """Before the chair."""
    return move_decision(drawn_up(office, *nominations, **fields), "submit", by=office.secretary)


def approved(office: Office, *nominations: Nomination, **fields: Any) -> Decision:
    """Before the chair, who has approved all cases."""
    decision = submitted(office, *nominations, **fields)
    mark_many(decision.awards.all(), "approve", by=office.chair)
    return decision


def signed(office: Office, *nominations: Nomination, **fields: Any) -> Decision:
    """All approved and signed; it waits for its number."""
    return move_decision(approved(office, *nominations, **fields), "sign", by=office.chair)


def numbered(decision: Decision, by: User, number: str = "41", dated: date | None = None) -> Decision:
    """A signed decision with the number that the văn thư gave it, and issued with it; signed on the date that it bears."""
    assert decision.paper is not None
    if dated:
        at = timezone.make_aware(datetime.combine(dated, time(8)))
        OutgoingPaper.objects.filter(pk=decision.paper.pk).update(approved_at=at)
    issue(decision.paper, "number", by=by, number=number, dated=dated or timezone.localdate(), order_is_right=True)
    return Decision.objects.get(pk=decision.pk)


def issued(office: Office, *nominations: Nomination, number: str = "41", dated: date | None = None, **fields: Any) -> Decision:
    return numbered(signed(office, *nominations, **fields), office.secretary, number, dated)


def add_decisions(world: World) -> None:
    """For the site: one issued with two awards, one before the chair, one that the secretary is drawing up."""
    office = office_of(world)
    issued(office, *ready(world))
    submitted(office, *ready(world, 1))
    drawn_up(office, *ready(world, 1))
    ready(world, 1)


def keys_of_decision(campaign: Campaign) -> dict[str, Any]:
    """The first decision of the ward that was issued, or with a draft campaign the first that the secretary is drawing up, and its first award."""
    state = "draft" if campaign.is_draft else "issued"
    decision = campaign.unit.award_decisions.filter(state=state).order_by("pk").first()
    return {
        "decision_pk": getattr(decision, "pk", 0),
        "decision_move": "submit",
        "decision_print": "tien-thuong",
        "award_pk": getattr(decision.awards.order_by("pk").first() if decision else None, "pk", 0),
        "award_move": "approve",
    }


def more_decisions(world: World, step: int) -> None:
    """In each decision that is there another award, another decision in each state, another nomination that waits, offsets of another office."""
    office = office_of(world)
    for decision in Decision.objects.filter(unit=world.ward):
        first = decision.awards.earliest("pk")
        nomination = unchecked(make_nomination(world.unit, world.people["head"], name=first.name), world)  # the same deed twice is not sent
        granted = first.state == AwardState.GRANTED
        number = Award.objects.filter(book_unit=world.ward).count() + 1
        book = {"book_unit": world.ward, "book_year": first.book_year, "book_number": number} if granted else {}
        Award.objects.create(
            decision=decision, nomination=nomination, honour=first.honour, subject=first.subject, unit=first.unit, name=first.name, state=first.state, **book
        )
    issued(office, *ready(world, 1), number=str(100 + step))
    submitted(office, *ready(world, 1))
    drawn_up(office, *ready(world, 1))
    ready(world, 1)
    CertificateOffsets.objects.get_or_create(unit=Unit.objects.filter(certificate_offsets=None).order_by("pk")[0])


def sudden(world: World, **fields: Any) -> Nomination:
    """Appraised, for a deed of a day."""
    said = {"kind": Kind.SUDDEN, "happened_on": timezone.localdate(), **fields}
    return appraised(make_nomination(world.unit, world.people["head"], **said), world.people["secretary"])


def states(decision: Decision) -> list[tuple[str, str]]:
    """Of each award and of its nomination."""
    return list(decision.awards.order_by("position").values_list("state", "nomination__state"))


def unchecked(nomination: Nomination, world: World) -> Nomination:
    """Passed without the checks of appraisal."""
    who = {"signed_by": world.people["head"], "appraised_by": world.people["secretary"], "submitted_at": timezone.now()}
    Nomination.objects.filter(pk=nomination.pk).update(state="passed", appraised_honour=nomination.honour, **who)
    return Nomination.objects.get(pk=nomination.pk)
