"""What programs ask for: feed, calendar, icon, robots.txt and sitemap. Nothing here depends on who asks, so that caches on the way may share it."""

from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from awards.publishing.feeds import News, calendar_of
from awards.publishing.localities import office_with
from awards.publishing.sitemaps import SECTIONS
from emulation.people.access import public
from emulation.sharing import absolute

shared = cache_control(public=True, max_age=300)


@public
@require_safe
@shared
def feed(request: HttpRequest, unit_code: str) -> HttpResponse:
    return News()(request, unit_code=unit_code)


@public
@require_safe
@shared
def calendar(request: HttpRequest, unit_code: str) -> HttpResponse:
    return HttpResponse(calendar_of(office_with(unit_code), timezone.now()), content_type="text/calendar; charset=utf-8")


@public
@require_safe
@shared
def icon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for it beside a file, which has no head to name it."""
    return redirect(static("favicon.svg"))


@public
@require_safe
@shared
def robots(request: HttpRequest) -> HttpResponse:
    return render(None, "public/robots.txt", {"site": absolute("")}, content_type="text/plain; charset=utf-8")


@public
@require_safe
@shared
def sitemap(request: HttpRequest) -> HttpResponse:
    return sitemaps.index(request, SECTIONS, sitemap_url_name="sitemap-section")


@public
@require_safe
@shared
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    return sitemaps.sitemap(request, SECTIONS, section)
