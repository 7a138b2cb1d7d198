"""The keys in the URL of each page: which record of the ward stands behind it. See tests/addresses.py, which asks for them."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from awards.models import BaseSalary, Honour
from emulation.campaigns.models import Campaign
from emulation.issuing.models import State as PaperState
from emulation.jobs.models import Job
from emulation.people.models import Role, User
from emulation.units.models import Unit
from registrations.models import Registration
from tests.assessing import keys_of_assessment
from tests.deciding import keys_of_decision
from tests.drafts import keys_of_draft
from tests.postings import keys_of_posting
from tests.publishing import keys_of_public

OWNERS: dict[str, int] = {}  # the place in `keys_of` of what gives a key, learned when all of them are asked for the first time


def keys_of(campaign: Campaign, registration: Registration, wanted: set[str]) -> dict[str, Any]:
    """At least the keys wanted; asks the database for no more than these need."""
    unit, office = registration.unit, campaign.unit
    givers: list[Callable[[], dict[str, Any]]] = [
        lambda: {
            "typed_pk": 0,
            "guide": "thu-ky",
            "unit_change": "doi-ten",
            "part": "can-cu",
            "step": "chi-tieu",
            "ordinal": 1,
            "table": "don-vi",
            "file_format": "xlsx",
        },
        lambda: _keys_of_campaign(campaign, registration),
        lambda: _keys_of_term(unit),
        lambda: {"job_pk": getattr(Job.objects.filter(owner__in=User.objects.holding(Role.SECRETARY, office)).order_by("pk").first(), "pk", 0)},
        lambda: {"paper_scan_pk": getattr(registration.paper_scans.first(), "pk", 0), "plan_scan_pk": getattr(campaign.plan_scans.first(), "pk", 0)},
        lambda: {"import_pk": office.bulk_imports.earliest("pk").pk},
        lambda: _keys_of_sheet(office),
        lambda: _keys_of_paper(campaign),
        lambda: keys_of_draft(office),
        _keys_of_catalogue,
        lambda: _keys_of_nomination(unit),
        lambda: _keys_of_council(campaign),
        lambda: keys_of_decision(campaign),
        lambda: keys_of_assessment(unit),
        lambda: keys_of_public(campaign),
        lambda: keys_of_posting(unit if campaign.is_draft else office),
    ]
    if not OWNERS:
        OWNERS.update({key: place for place, giver in enumerate(givers) for key in giver()})
    places = sorted({OWNERS[key] for key in wanted})
    return {key: value for place in places for key, value in givers[place]().items()}


def _keys_of_campaign(campaign: Campaign, registration: Registration) -> dict[str, Any]:
    unit = registration.unit
    return {
        "unit_pk": campaign.unit_id,
        "parent_pk": campaign.unit_id,
        "campaign_pk": campaign.pk,
        "registration_pk": registration.pk,
        "invitation_pk": registration.campaign.invitations.get(unit=unit).pk,
        "campaign_move": "launch" if campaign.is_draft else "suspend",
        "registration_move": "submit" if registration.state == "draft" else "accept",
        "nomination_year": timezone.localdate().year,
        "local_drive_pk": getattr(registration.campaign.local_drives.filter(unit=unit).order_by("pk").first(), "pk", 0),
        "local_drive_move": "end",
        "cluster_pk": getattr(registration.campaign.unit.clusters.order_by("pk").first(), "pk", 0),
    }


def _keys_of_term(unit: Unit) -> dict[str, Any]:
    term = unit.terms.filter(role=Role.HEAD).earliest("pk")
    return {"term_pk": term.pk, "user_pk": term.user_id, "notice_pk": term.user.notices.earliest("pk").pk}


def _keys_of_catalogue() -> dict[str, Any]:
    """A title that is there everywhere and given by points, what is known of it, and a base salary."""
    honour = Honour.objects.get(code="thon-to-dan-pho-van-hoa")
    rows = {"authority_pk": honour.authorities.earliest("pk").pk, "rate_pk": honour.rates.earliest("pk").pk}
    return rows | {"honour_pk": honour.pk, "salary_pk": BaseSalary.objects.earliest("pk").pk}


def _keys_of_council(campaign: Campaign) -> dict[str, Any]:
    """The meeting of the ward that is under way, of a draft campaign the one to come; with its first ballot and who is recused from it."""
    meetings = campaign.unit.meetings.order_by("pk")
    wanted = meetings.filter(state="planned" if campaign.is_draft else "open").first() or meetings.first()
    ballot = wanted.ballots.order_by("pk").first() if wanted else None
    return {
        "council_member_pk": getattr(campaign.unit.council_members.order_by("pk").first(), "pk", 0),
        "meeting_pk": getattr(wanted, "pk", 0),
        "ballot_pk": getattr(ballot, "pk", 0),
        "recusal_pk": getattr(ballot.recusals.first() if ballot else None, "pk", 0),
        "meeting_move": "open" if campaign.is_draft else "close",
        "ballot_move": "open" if campaign.is_draft else "void",
        "minutes_kind": "hop",
    }


def _keys_of_nomination(unit: Unit) -> dict[str, Any]:
    """The first nomination of the unit with its first file, and the list that was uploaded for it."""
    nomination = unit.nominations.order_by("pk").first()
    return {
        "nomination_pk": getattr(nomination, "pk", 0),
        "nomination_move": "submit" if nomination and nomination.is_editable else "return",
        "evidence_pk": getattr(nomination.evidence.first() if nomination else None, "pk", 0),
        "nomination_import_pk": getattr(unit.nomination_imports.order_by("pk").first(), "pk", 0),
    }


def _keys_of_paper(campaign: Campaign) -> dict[str, Any]:
    """An issued paper of the ward; with a draft campaign, one that waits for its number."""
    paper = campaign.unit.outgoing_papers.filter(state=PaperState.APPROVED if campaign.is_draft else PaperState.ISSUED).order_by("pk").first()
    code, series = (paper.code, paper.series_id) if paper else ("22222222", 0)
    return {
        "paper_pk": getattr(paper, "pk", 0),
        "series_pk": series,
        "code": code,
        "paper_move": "number" if campaign.is_draft else "revoke",
        "signed_copy_pk": getattr(paper.signed_copies.first() if paper else None, "pk", 0),
        "mark_pk": getattr(campaign.unit.marks.first(), "pk", 0),
    }


def _keys_of_sheet(owner: Unit) -> dict[str, Any]:
    """The draft of a sheet that this ward is making, and its first item."""
    sheet = owner.sheets.earliest("pk")
    return {"sheet_pk": sheet.pk, "item_pk": sheet.items.earliest("position").pk, "item_type": "title"}
