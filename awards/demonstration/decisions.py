"""Decisions of the demonstration: drawn up by the secretary, decided by the chair, with the numbers that the văn thư gave."""

from datetime import datetime
from typing import Any

from awards.award_workflow import mark_many, move_award
from awards.decision_workflow import move_decision
from awards.demonstration.council import give_number
from awards.models import Decision, Nomination
from awards.proposing import draw_up, put_in
from emulation.campaigns.models import Campaign
from emulation.people.models import Role, User
from registrations.demonstration.data import moment


def load_decision(entry: dict[str, Any], nominations: dict[str, Nomination], *, secretary: User, chair: User, now: datetime) -> None:
    """The decision of that entry, as far on its way as it has moments: submitted, signed, numbered."""
    drawn_up_at, submitted_at = moment(*entry["drawn_up"], now=now), moment(*entry["submitted"], now=now)
    (unit,) = secretary.units_as(Role.SECRETARY)
    campaign = Campaign.objects.get(code=entry["campaign"]) if "campaign" in entry else None
    decision = draw_up(unit, campaign, entry["subject"], by=secretary, at=drawn_up_at)
    put_in(decision, [nominations[key] for key in entry["nominations"]], by=secretary, at=drawn_up_at)
    decision = move_decision(decision, "submit", by=secretary, at=submitted_at)
    assert decision.submission is not None
    give_number(decision.submission, entry["submission"], by=secretary, at=submitted_at)
    if "signed" in entry:
        decision = _sign(decision, entry.get("refused", {}), nominations, chair, moment(*entry["signed"], now=now))
    if "numbered" in entry:
        assert decision.paper is not None
        give_number(decision.paper, entry["number"], by=secretary, at=moment(*entry["numbered"], now=now))


def _sign(decision: Decision, refused: dict[str, str], nominations: dict[str, Nomination], chair: User, at: datetime) -> Decision:
    """Refuse what is to be refused, each with its reason, and approve the rest."""
    unwanted = {nominations[key].pk: reason for key, reason in refused.items()}
    for award in decision.awards.filter(nomination__in=unwanted):
        move_award(award, "refuse", by=chair, reason=unwanted[award.nomination_id], at=at)
    mark_many(decision.awards.exclude(nomination__in=unwanted), "approve", by=chair, at=at)
    return move_decision(decision, "sign", by=chair, at=at)
