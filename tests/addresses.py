"""Every URL of the site, and for tests the record that stands behind each: of the first ward, of a draft in it, or of the other ward."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from emulation.campaigns.models import Campaign, CitedDocument, State
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
from tests.assessing import add_assessments, make_assessment
from tests.awarding import attach, make_nomination, sent, uploaded
from tests.councils import add_other_sitting, add_sittings
from tests.deciding import Office, add_decisions, passed
from tests.deciding import issued as decided
from tests.drafts import make_draft, make_group
from tests.keys import keys_of
from tests.outgoing import approved, issued
from tests.postings import add_postings, commented, posted
from tests.publishing import PUBLIC_FILES
from tests.scans import add_copies, add_mark, add_scans
from tests.world import World, build_world, launch, make_campaign, make_cluster, make_local_drive, make_person, make_unit, make_user, submitted

BY_PREFIX = ("admin:", "account_")  # pages that Django and allauth bring along
OF_CLOSED_MEETINGS = ("meeting-minutes", "meeting-approve")
FILES = PUBLIC_FILES | {  # pages whose answer is no page
    "assessed-sample",
    "assessment-minutes",
    "campaign-plan-scan",
    "campaign-summary-xlsx",
    "award-paper",
    "award-statistics-xlsx",
    "decision-payments-xlsx",
    "draft-preview",
    "draft-word",
    "job-file",
    "meeting-minutes",
    "nomination-evidence",
    "nomination-import-sample",
    "paper-blank",
    "posting-xlsx",
    "posting-xlsx@draft",
    "paper-copy",
    "paper-file",
    "paper-file@draft",
    "paper-mark",
    "paper-register-export",
    "paper-word",
    "paper-word@draft",
    "registration-blank",
    "registration-blank-word",
    "registration-pdf",
    "registration-scan",
    "registration-submission",
    "registration-word",
    "registration-word@draft",
    "sheet-export",
    "sheet-pdf",
    "typed-keep",
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
    campaign = launch(make_campaign(world.other_ward, invited=[unit], code="song-cong-nay", is_plan_public=True), world.people["other_secretary"])
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
    make_assessment(unit, head, "Mai Thị Hộ")
    commented(posted(world.other_ward, world.people["other_secretary"]))
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
    given = {"part": word, "step": word} if word else {}
    if name in OF_CLOSED_MEETINGS:
        given["meeting_pk"] = campaign.unit.meetings.get(state="closed").pk
    if name in ("unit-change", "assessment-add"):
        given["unit_pk"] = registration.unit_id  # a commune is changed by those above it, and assesses nothing itself
    wanted = our_patterns()[name].pattern.converters
    keys = keys_of(campaign, registration, {key for key in wanted if key not in given}) | given
    return reverse(name, kwargs={key: keys[key] for key in wanted})


def add_sheet(unit: Unit, by: User) -> Sheet:
    """A draft of this ward's own, copied from a shipped sheet."""
    return copy_sheet(Sheet.objects.get(code="mau-01-to-dan-pho", unit=None), unit, by=by)


def build_site() -> World:
    """The world with a superuser, a campaign in preparation, a cluster, drives of two units' own, papers going out, and files already rendered."""
    world = build_world()
    world.people["root"] = make_user("root", "Cao Thị Gốc", is_staff=True, is_superuser=True)
    add_draft(world)
    Campaign.objects.filter(pk=world.campaign.pk).update(is_plan_public=True)
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
    make_nomination(world.unit, world.people["head"], name="", honour=None)
    add_sittings(world)
    add_decisions(world)
    add_postings(world)
    add_assessments(world)
    for submission in Submission.objects.all():
        keep_pdf(submission)
    for who in ("secretary", "chair"):
        finished_job(world.campaign, world.people[who])
    return world
