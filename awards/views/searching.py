"""The search box over everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.searching import LONGEST, SHORTEST, code_in, search
from emulation.people.access import EVERYONE, person, roles
from emulation.short_codes import shown


@roles(*EVERYONE)
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    words = " ".join(request.GET.get("tim", "").split())[:LONGEST]
    code, asked = code_in(words), len(words) >= SHORTEST
    context = {"words": words, "asked": asked, "groups": search(person(request), words) if asked else [], "code": code, "code_shown": shown(code)}
    return render(request, "search.html", context)
