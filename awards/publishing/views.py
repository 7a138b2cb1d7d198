"""Pages that anybody opens without signing in. Of people they name only those whom an issued decision awards. See docs/decisions/0029."""

from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from awards.models import Decision
from awards.publishing.exemplary import stories_of
from awards.publishing.lists import AWARDED, CAMPAIGNS, DECISIONS, LOCALITIES, REGISTERED
from awards.publishing.localities import campaigns_of, decisions_of, formers_of, localities, office_with, postings_of
from awards.publishing.plans import plan_files, send
from awards.publishing.registered import progress_of, registered_in
from emulation.campaigns.models import Campaign
from emulation.campaigns.plan import plan_of
from emulation.issuing.finishing import verify_url
from emulation.issuing.kept import remark
from emulation.issuing.models import State
from emulation.listing import Listed
from emulation.people.access import public
from emulation.sharing import Share, address
from emulation.short_codes import plain, shown
from emulation.units.models import Unit

FIRST = 10  # rows of each list on a locality's own page
briefly = cache_control(private=True, max_age=60)  # the head of a page names who is signed in


@public
@require_safe
@briefly
def public_localities(request: HttpRequest) -> HttpResponse:
    """Where one chooses a locality; where there is only one, that one."""
    found = localities(timezone.localdate())
    listed = Listed(LOCALITIES, found, request.GET)
    if listed.wants_file:
        return listed.file()
    if not listed.is_asked and len(few := list(found[:2])) == 1:
        return redirect("public-locality", few[0].code)
    share = Share(
        "Trang công khai thi đua, khen thưởng",
        "Phong trào thi đua, danh sách lấy ý kiến và quyết định khen thưởng của các địa phương.",
        address("public-localities", page=listed.page.number),
    )
    context = {"list": listed, "page": listed.page, "localities": listed.lines, "share": share}
    return render(request, "public/localities.html", context)


def _of(unit: Unit, what: str, page: str, at: Page | None = None) -> Share:
    return Share(f"{what} – {unit.name}", f"{what} của {unit.name}.", address(page, unit.code, page=at.number if at else 1))


@public
@require_safe
@briefly
def public_locality(request: HttpRequest, unit_code: str) -> HttpResponse:
    """All that one office makes public, the first rows of each list."""
    unit = office_with(unit_code)
    today = timezone.localdate()
    campaigns = list(campaigns_of(unit, today)[: FIRST + 1])
    decisions = list(decisions_of(unit)[: FIRST + 1])
    context = {
        "unit": unit,
        "under_way": [one for one in campaigns[:FIRST] if one.is_under_way],
        "past": [one for one in campaigns[:FIRST] if not one.is_under_way],
        "more_campaigns": len(campaigns) > FIRST,
        "postings": postings_of(unit, today)[:FIRST],
        "decisions": decisions[:FIRST],
        "more_decisions": len(decisions) > FIRST,
        "stories": stories_of(unit)[:FIRST],
        "formers": formers_of(unit, today),
        "share": _of(unit, "Thi đua, khen thưởng", "public-locality"),
    }
    return render(request, "public/locality.html", context)


@public
@require_safe
@briefly
def public_campaigns(request: HttpRequest, unit_code: str) -> HttpResponse:
    unit = office_with(unit_code)
    listed = Listed(CAMPAIGNS, campaigns_of(unit, timezone.localdate()), request.GET)
    if listed.wants_file:
        return listed.file()
    share = _of(unit, "Phong trào thi đua", "public-campaigns", listed.page)
    return render(request, "public/campaigns.html", {"unit": unit, "list": listed, "page": listed.page, "share": share})


@public
@require_safe
@briefly
def public_decisions(request: HttpRequest, unit_code: str) -> HttpResponse:
    unit = office_with(unit_code)
    listed = Listed(DECISIONS, decisions_of(unit), request.GET)
    if listed.wants_file:
        return listed.file()
    share = _of(unit, "Quyết định khen thưởng", "public-decisions", listed.page)
    return render(request, "public/decisions.html", {"unit": unit, "list": listed, "page": listed.page, "share": share})


@public
@require_safe
@briefly
def public_stories(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Exemplary models; the address stays while there are none."""
    unit = office_with(unit_code)
    return render(request, "public/stories.html", {"unit": unit, "stories": stories_of(unit), "share": _of(unit, "Điển hình tiên tiến", "public-stories")})


def _campaign(campaign_code: str) -> Campaign:
    return get_object_or_404(Campaign.objects.launched().select_related("unit"), code=campaign_code)


@public
@require_safe
@briefly
def public_campaign(request: HttpRequest, campaign_code: str) -> HttpResponse:
    """A campaign, its plan where that is public, and which units have registered: no word of what they wrote, nobody's name."""
    campaign = _campaign(campaign_code)
    listed = Listed(REGISTERED, registered_in(campaign), request.GET)
    if listed.wants_file:
        return listed.file()
    title, text = f"{campaign.title} – {campaign.unit.name}", f"Hạn đăng ký: {campaign.deadline_in_full}."
    context = {
        "campaign": campaign,
        "unit": campaign.unit,
        **(plan_of(campaign) if campaign.is_plan_public else {}),
        "files": plan_files(campaign),
        "progress": progress_of(campaign),
        "list": listed,
        "page": listed.page,
        "share": Share(title, text, address("public-campaign", campaign.code, page=listed.page.number)),
    }
    return render(request, "public/campaign.html", context)


@public
@require_safe
def public_plan(request: HttpRequest, campaign_code: str, ordinal: int) -> HttpResponse:
    """One file of a plan that is public."""
    campaign = _campaign(campaign_code)
    files = plan_files(campaign)
    if not 0 < ordinal <= len(files):
        raise Http404
    return send(request, campaign, files[ordinal - 1])


@public
@require_safe
@briefly
def public_decision(request: HttpRequest, decision_code: str) -> HttpResponse:
    """A decision and whom it awards: name, unit, honour, and whether that was taken back."""
    issued = Decision.objects.issued().select_related("unit", "paper").defer("paper__content").prefetch_related("paper__replacements", "paper__corrections")
    decision = get_object_or_404(issued, paper__code=plain(decision_code))
    awards = decision.awards.granted().select_related("honour", "unit", "certificate").defer("certificate__content")
    listed = Listed(AWARDED, awards, request.GET)
    return listed.file() if listed.wants_file else render(request, "public/decision.html", _shown(decision, listed))


def _shown(decision: Decision, listed: Listed) -> dict[str, Any]:
    paper: Any = decision.paper  # which every issued decision has
    share = Share(
        f"{paper.named} – {decision.unit.name}",
        str(decision),
        address("public-decision", paper.code, page=listed.page.number),
        is_listed=paper.state != State.REVOKED,
    )
    return {
        "decision": decision,
        "paper": paper,
        "unit": decision.unit,
        "remark": remark(paper),
        "list": listed,
        "page": listed.page,
        "shown_code": shown(paper.code),
        "verify_url": verify_url(paper.code),
        "share": share,
    }
