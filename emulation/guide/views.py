"""The guides as pages that anybody may open."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emulation.guide import shelf
from emulation.guide.rendering import address
from emulation.people.access import public


@public
@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    guides = [(address(slug), shelf.guide(slug)) for slug in shelf.SLUGS]
    return render(request, "guide/list.html", {"guides": guides})


@public
@require_safe
def guide(request: HttpRequest, guide: str) -> HttpResponse:
    if guide not in shelf.SLUGS:
        raise Http404
    return render(request, "guide/page.html", {"guide": shelf.guide(guide)})
