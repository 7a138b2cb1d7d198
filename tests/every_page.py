"""Every page of the access table as it looks to somebody, each form also as it comes back with errors, the pages of accounts, and those of errors."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.addresses import FILES, address
from tests.test_access import ROWS, WHO, signed_in
from tests.test_queries import PARTS, STEPS
from tests.world import World

Asked = tuple[str, str, str]  # method, page, who

LOOKS = ("anon", "head", "secretary", "chair")  # the others see what one of these sees
OF_ACCOUNTS = [
    *(("GET", f"account_{page}", "anon") for page in ("login", "signup", "inactive", "reset_password", "reset_password_done")),
    *(("GET", f"account_{page}", "head") for page in ("logout", "change_password", "reauthenticate")),
    ("GET", "account_reset_password_from_key_done", "anon"),
    ("POST", "account_login", "anon"),
    ("POST", "account_reset_password", "anon"),
    ("POST", "account_change_password", "head"),
    ("POST", "account_reauthenticate", "head"),
]
ERRORS = ("400", "403", "403_csrf", "404", "405", "429", "500")
TOKEN = {"csrfmiddlewaretoken": "what every form of a page sends, so that it comes back with its errors"}
IMAGE = re.compile(r'<img [^>]*src="(/(?!static/)[^"]+)"')


@dataclass(frozen=True)
class Seen:
    """A page that came to somebody's browser from `url`, with its headers and the pictures of our own that it shows."""

    asked: Asked
    url: str
    body: str
    headers: dict[str, str]
    pictures: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join(self.asked)


def _asked() -> Iterator[Asked]:
    """What is asked for: one person's errors are like another's, so each form is sent once."""
    cells_of = {(method, name): cells for method, name, *cells in ROWS}
    parts = [[method, part, *cells_of[method, part.partition(":")[0]]] for part in (*PARTS, *STEPS) for method in ("GET", "POST")]
    for method, name, *cells in [*ROWS, *parts]:
        opening = [who for who, cell in zip(WHO, cells, strict=True) if cell == "200"]
        looking = [who for who in LOOKS if who in opening] or opening[:1]
        yield from ((method, name, who) for who in (looking if method == "GET" else looking[:1]))


EVERY_PAGE = [asked for asked in _asked() if asked[1].partition("@")[0] not in FILES] + OF_ACCOUNTS


def seen(site: World, asked: Iterable[Asked] = EVERY_PAGE) -> Iterator[Seen]:
    """The answers that are pages, each look once. What a request changed is taken back."""
    known = set()
    for method, name, who in asked:
        client = signed_in(site.people.get(who))
        before = transaction.savepoint()  # no atomic block: a paper is never rendered inside one
        found = _page((method, name, who), client, reverse(name) if name.startswith("account_") else address(site, name))
        transaction.savepoint_rollback(before)
        look = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", found.body) if found else ""
        if found and look not in known:
            known.add(look)
            yield found


def _page(asked: Asked, client: Client, url: str) -> Seen | None:
    response = client.post(url, TOKEN) if asked[0] == "POST" else client.get(url)
    if response.status_code != 200 or not response.get("Content-Type", "").startswith("text/html"):
        return None
    return _seen(asked, url, response, {path: client.get(path) for path in IMAGE.findall(response.content.decode())})


def _seen(asked: Asked, url: str, response: Any, pictures: dict[str, Any]) -> Seen:
    shown = {path: (picture.content, picture["Content-Type"]) for path, picture in pictures.items()}
    return Seen(asked, url, response.content.decode(), dict(response.headers), shown)


def errors() -> Iterator[Seen]:
    """What is shown when something goes wrong."""
    request = RequestFactory().get("/loi/")
    request.user = AnonymousUser()
    for name in ERRORS:
        yield _seen(("GET", f"error {name}", "anon"), "/loi/", render(request, f"{name}.html"), {})
