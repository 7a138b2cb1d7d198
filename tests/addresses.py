"""Every URL of the site, and for tests the record that stands behind each: of the first ward, of a draft in it, or of the other ward."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from awards.models import BaseSalary, Honour
from emulation.campaigns.models import Campaign, CitedDocument, State
from emulation.issuing.models import State as PaperState
from emulation.jobs.models import Job
from emulation.jobs.running import run
from emulation.people.bulk import TABLES, keep
from emulation.people.models import BulkImport, Role, User
from emulation.sheets.drafts import copy_sheet
from emulation.sheets.models import Sheet
from emulation.units.models import Unit
from registrations.jobs import start_for
from registrations.models import Registration, Submission
from registrations.papers import keep_pdf
from tests.awarding import attach, make_nomination, sent, uploaded
from tests.councils import add_other_sitting, add_sittings
from tests.deciding import Office, add_decisions, keys_of_decision, passed
from tests.deciding import issued as decided
from tests.drafts import make_draft, make_group
from tests.outgoing import approved, issued
from tests.scans import add_copies, add_mark, add_scans
from tests.world import World, build_world, launch, make_campaign, make_cluster, make_local_drive, make_person, make_unit, make_user, submitted

BY_PREFIX = ("admin:", "account_")  # pages that Django and allauth bring along
OF_CLOSED_MEETINGS = ("meeting-minutes", "meeting-approve")
FILES = {  # pages whose answer is no page
    "campaign-plan-scan",
    "campaign-summary-xlsx",
    "award-list-export",
    "award-statistics-xlsx",
    "decision-payments-xlsx",
    "draft-preview",
    "draft-word",
    "job-file",
    "meeting-minutes",
    "nomination-evidence",
    "nomination-import-sample",
    "nomination-list-export",
    "paper-blank",
    "paper-copy",
    "paper-file",
    "paper-file@draft",
    "paper-list-export",
    "paper-mark",
    "paper-register-export",
    "paper-word",
    "paper-word@draft",
    "registration-blank",
    "registration-pdf",
    "registration-scan",
    "registration-submission",
    "sheet-export",
    "sheet-pdf",
    "unit-export",
    "unit-import-sample",
    "verification-qr",
}


def all_patterns(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(name with its namespace, pattern) of each URL of the URLconf."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from all_patterns(one, f"{one.namespace}:" if one.namespace else namespace)
        else:
            yield f"{namespace}{one.name}", one


def our_patterns() -> dict[str, URLPattern]:
    """The URLs of our own pages, by name."""
    return {name: pattern for name, pattern in all_patterns() if not name.startswith(BY_PREFIX)}


def add_draft(world: World) -> Campaign:
    """A campaign of the first ward that is still being prepared."""
    return make_campaign(world.ward, invited=[world.unit, world.agency], code="bach-quang-dang-soan")


def add_other_ward(world: World) -> Registration:
    """What the other ward has of its own: a unit with its head, a campaign, and the registration sent in."""
    unit = make_unit(world.other_ward, code="tdp-90", short_name="TDP Sông Công 9")
    head = make_person(Role.HEAD, unit, username="to-truong-90", full_name="Mai Văn Sông")
    add_bulk_import(world.other_ward, world.people["other_secretary"])
    campaign = launch(make_campaign(world.other_ward, invited=[unit], code="song-cong-nay"), world.people["other_secretary"])
    add_sheet(world.other_ward, world.people["other_secretary"])
    make_cluster(world.other_ward, unit, by=world.people["other_secretary"])
    make_local_drive(campaign, unit, head)
    registration = submitted(campaign, unit, head)
    add_scans(registration, world.people["other_secretary"])
    finished_job(campaign, world.people["other_secretary"])
    add_copies(issued(world.other_ward, world.people["other_secretary"], subject="Việc của phường Sông Công"), world.people["other_secretary"])
    add_mark(world.other_ward, world.people["other_secretary"])
    make_draft(world.other_ward, world.people["other_secretary"], subject="Việc của phường Sông Công")
    make_group(world.other_ward)
    add_nominations(unit, head, world.people["other_secretary"], campaign=campaign)
    add_other_sitting(world, head, unit)
    office = Office(world.other_ward, world.people["other_secretary"], world.people["other_chair"])
    decided(office, passed(make_nomination(unit, head), office.secretary), subject="Việc của phường Sông Công")
    CitedDocument.objects.create(unit=world.other_ward, name="Kế hoạch", number="18/KH-UBND", title="của phường Sông Công")
    return registration


def add_nominations(unit: Unit, head: User, secretary: User, campaign: Campaign) -> None:
    """One that is sent, with a file, and a list on paper that is not imported yet."""
    nomination = make_nomination(unit, head, campaign=campaign, exception_plea="Đơn vị mới thành lập.")
    attach(nomination, head)
    sent(nomination)
    uploaded(unit, secretary, on_paper=True)


def finished_job(campaign: Campaign, owner: User) -> Job:
    """Background work that somebody asked for and that is done."""
    job = start_for(campaign, "zip-registrations", owner=owner, url=campaign.get_absolute_url())
    run(job.pk)
    return job


def add_bulk_import(unit: Unit, owner: User) -> BulkImport:
    """A table that was uploaded and not imported yet."""
    return keep("Loại,Tên,Người đứng đầu\ntdp,TDP Mới,Lê Thị Mới\n".encode(), "don-vi.csv", TABLES["don-vi"], unit, owner)


def address(world: World, page: str) -> str:
    """The path of a page of the table: "name" is about what is under way, "name@draft" about a draft, "name@other" about the other ward.

    A word after a colon is the part or step, where a page has several: "campaign-part@draft:chi-tieu".
    """
    page, _, word = page.partition(":")
    name, _, variant = page.partition("@")
    registration = {
        "": world.registration,
        "draft": world.strange_registration,
        "other": Registration.objects.filter(campaign__unit=world.other_ward).first(),
    }[variant]
    assert registration is not None, "add_other_ward first"
    campaign = Campaign.objects.get(unit=world.ward, code="bach-quang-dang-soan", state=State.DRAFT) if variant == "draft" else registration.campaign
    keys = _keys(campaign, registration) | ({"part": word, "step": word} if word else {})
    if name in OF_CLOSED_MEETINGS:
        keys["meeting_pk"] = campaign.unit.meetings.get(state="closed").pk
    if name == "unit-change":
        keys["unit_pk"] = registration.unit_id  # a commune is changed by those above it
    return reverse(name, kwargs={key: keys[key] for key in our_patterns()[name].pattern.converters})


def _keys(campaign: Campaign, registration: Registration) -> dict[str, Any]:
    unit: Unit = registration.unit
    term = unit.terms.filter(role=Role.HEAD).earliest("pk")
    return {
        "unit_pk": campaign.unit_id,
        "parent_pk": campaign.unit_id,
        "campaign_pk": campaign.pk,
        "registration_pk": registration.pk,
        "invitation_pk": registration.campaign.invitations.get(unit=unit).pk,
        "term_pk": term.pk,
        "user_pk": term.user_id,
        "job_pk": Job.objects.filter(owner__in=User.objects.holding(Role.SECRETARY, campaign.unit)).order_by("pk").values_list("pk", flat=True).first() or 0,
        "notice_pk": term.user.notices.earliest("pk").pk,
        "plan_scan_pk": getattr(campaign.plan_scans.first(), "pk", 0),
        "paper_scan_pk": getattr(registration.paper_scans.first(), "pk", 0),
        "part": "can-cu",
        "step": "chi-tieu",
        "campaign_move": "launch" if campaign.is_draft else "suspend",
        "registration_move": "submit" if registration.state == "draft" else "accept",
        "ordinal": 1,
        **_keys_of_sheet(campaign.unit),
        "unit_change": "doi-ten",
        "local_drive_pk": getattr(registration.campaign.local_drives.filter(unit=unit).order_by("pk").first(), "pk", 0),
        "local_drive_move": "end",
        "cluster_pk": getattr(registration.campaign.unit.clusters.order_by("pk").first(), "pk", 0),
        **_keys_of_paper(campaign),
        **_keys_of_draft(campaign.unit),
        "import_pk": campaign.unit.bulk_imports.earliest("pk").pk,
        "table": "don-vi",
        "file_format": "xlsx",
        **_keys_of_catalogue(),
        **_keys_of_nomination(unit),
        **_keys_of_council(campaign),
        **keys_of_decision(campaign),
    }


def _keys_of_catalogue() -> dict[str, Any]:
    """A title that is there everywhere, what is known of it, and a base salary."""
    honour = Honour.objects.get(code="chien-si-thi-dua-co-so")
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


def _keys_of_draft(unit: Unit) -> dict[str, Any]:
    """The first paper that the ward is writing, its first passage, and what it is written with."""
    draft = unit.drafts.order_by("pk").first()
    return {
        "draft_pk": getattr(draft, "pk", 0),
        "draft_kind": "ke-hoach",
        "draft_move": "submit",
        "passage_pk": getattr(draft.passages.first() if draft else None, "pk", 0),
        "passage_level": "text",
        "document_pk": getattr(unit.cited_documents.order_by("pk").first(), "pk", 0),
        "group_pk": getattr(unit.recipient_groups.first(), "pk", 0),
    }


def _keys_of_sheet(owner: Unit) -> dict[str, Any]:
    """The draft of a sheet that this ward is making, and its first item."""
    sheet = owner.sheets.earliest("pk")
    return {"sheet_pk": sheet.pk, "item_pk": sheet.items.earliest("position").pk, "item_type": "title"}


def add_sheet(unit: Unit, by: User) -> Sheet:
    """A draft of this ward's own, copied from a shipped sheet."""
    return copy_sheet(Sheet.objects.get(code="mau-01-to-dan-pho", unit=None), unit, by=by)


def build_site() -> World:
    """The world with a superuser, a campaign in preparation, a cluster, drives of two units' own, papers going out, and files already rendered."""
    world = build_world()
    world.people["root"] = make_user("root", "Cao Thị Gốc", is_staff=True, is_superuser=True)
    add_draft(world)
    add_sheet(world.ward, world.people["secretary"])
    make_cluster(world.ward, world.unit, world.agency, by=world.people["secretary"])
    make_local_drive(world.campaign, world.unit, world.people["head"])
    make_local_drive(world.campaign, world.strange_unit)
    add_bulk_import(world.ward, world.people["secretary"])
    add_scans(world.registration, world.people["secretary"])
    add_copies(issued(world.ward, world.people["secretary"]), world.people["secretary"])
    add_mark(world.ward, world.people["secretary"])
    approved(world.ward)
    make_draft(world.ward, world.people["secretary"], campaign=world.campaign)
    make_group(world.ward)
    add_nominations(world.unit, world.people["head"], world.people["secretary"], campaign=world.campaign)
    make_nomination(world.strange_unit, world.people["stranger"])
    add_sittings(world)
    add_decisions(world)
    for submission in Submission.objects.all():
        keep_pdf(submission)
    for who in ("secretary", "chair"):
        finished_job(world.campaign, world.people[who])
    return world
