"""A word that stands in everything of one unit or ward, so that a page which shows it shows what belongs to them."""

from django.db.models import Case, Value, When

from awards.models import Assessed, Award, Comment, PostedRow
from emulation.attachments.models import Attachment
from emulation.drafting.models import Passage
from emulation.issuing.models import CopyKind, MarkKind, SignedCopy
from emulation.jobs.models import Job
from emulation.people.models import User
from emulation.units.models import Unit
from tests.scans import SIGNATURE
from tests.world import World

MARK = "Ngòi Vàng"


def mark_registration(site: World) -> None:
    """A word that occurs in everything that belongs to `registration` alone."""
    registration = site.registration
    registration.target_answers.update(name=f"Trồng rừng {MARK}")
    type(registration).objects.filter(pk=registration.pk).update(signer_name=f"Nguyễn {MARK}", signer_title=MARK)
    type(site.unit).objects.filter(pk=site.unit.pk).update(short_name=f"TDP {MARK}", name=f"Tổ dân phố {MARK}", phone=MARK)
    User.objects.filter(pk=site.people["head"].pk).update(full_name=f"Hòa {MARK}", phone=MARK)
    registration.submissions.update(receipt=MARK)
    for nomination in site.unit.nominations.all():
        type(nomination).objects.filter(pk=nomination.pk).update(name=f"Anh {MARK}", details=MARK, achievement=MARK, exception_plea=MARK)
        Attachment.objects.filter(evidence__nomination=nomination).update(name=f"{MARK}.png")
    site.unit.nomination_imports.update(file_name=MARK)
    _mark_postings(site.unit)
    site.unit.assessments.update(place=MARK)
    Assessed.objects.filter(assessment__unit=site.unit).update(name=MARK)
    site.unit.local_drives.update(title=MARK, contents=MARK)
    site.people["head"].notices.update(subject=MARK, body=MARK)


def _mark_postings(unit: Unit) -> None:
    unit.postings.update(title=MARK)
    PostedRow.objects.filter(posting__unit=unit).update(name=MARK, unit_name=MARK)
    Comment.objects.filter(posting__unit=unit).update(text=MARK, sender=MARK, contact=MARK)


def mark_first_ward(site: World) -> None:
    """The same word in the names and texts of the whole first ward."""
    mark_registration(site)
    for unit in type(site.unit).objects.under(site.ward):
        type(unit).objects.filter(pk=unit.pk).update(short_name=f"{unit} {MARK}", name=f"{unit.name} {MARK}", place_name=MARK)
    for campaign in site.ward.campaigns.all():
        type(campaign).objects.filter(pk=campaign.pk).update(title=f"Phong trào {MARK}", plan_issuer=MARK, contact_name=MARK, slogan=MARK)
        campaign.contents.update(heading=MARK, text=MARK)
    site.ward.clusters.update(name=MARK, note=MARK)
    site.ward.council_members.update(full_name=MARK, title=MARK, field=MARK, decision=MARK)
    site.ward.meetings.update(title=MARK, place=MARK, notes=MARK)
    site.ward.cited_documents.update(title=MARK)
    site.ward.outgoing_papers.update(subject=MARK, search_key=MARK, signer=MARK, recipients=MARK)
    site.ward.award_decisions.update(subject=MARK)
    Award.objects.filter(decision__unit=site.ward).update(name=MARK, details=MARK, achievement=MARK, search_key=MARK)
    _mark_postings(site.ward)
    site.ward.drafts.update(subject=MARK, search_key=MARK, recipients=MARK, signer_name=MARK)
    Passage.objects.filter(draft__unit=site.ward).update(text=MARK)
    site.ward.recipient_groups.update(name=MARK, lines=MARK)
    site.ward.marks.update(signatory=Case(When(kind=MarkKind.SEAL, then=Value("")), default=Value(MARK)))
    SignedCopy.objects.filter(paper__unit=site.ward, kind=CopyKind.SIGNED).update(signatures=[{**SIGNATURE, "signer": MARK}])
    for sheet in site.ward.sheets.all():
        site.ward.sheets.filter(pk=sheet.pk).update(name=MARK, subject=MARK, opening=MARK)
        sheet.items.update(text=MARK, help=MARK)
    Job.objects.filter(owner__in=[site.people["secretary"], site.people["chair"]]).update(label=MARK)
    for who in ("stranger", "secretary", "council", "chair", "administrator"):
        User.objects.filter(pk=site.people[who].pk).update(full_name=f"{who} {MARK}")
