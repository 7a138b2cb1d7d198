"""The pages that Django's admin and allauth bring along: who may open them, and that no state is changed there."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from emulation.people.models import OneTimeCode
from tests.addresses import BY_PREFIX, all_patterns
from tests.growth import OURS
from tests.test_access import WHO, signed_in
from tests.world import World, make_user

ADMIN = "/quan-tri/"
LOOK_ONLY = {
    "awards.BaseSalary",
    "awards.Honour",
    "campaigns.Campaign",
    "history.Line",
    "issuing.Mark",
    "issuing.OutgoingPaper",
    "issuing.Series",
    "issuing.SignedCopy",
    "jobs.Job",
    "notices.Notice",
    "registrations.Registration",
    "registrations.Submission",
    "sheets.Sheet",
}
CHANGED_THERE = {"people.User", "people.Term", "units.Unit", "campaigns.CitedDocument"}

ACCOUNT_PAGES = {  # name: (status for a stranger to the site, status for who is signed in)
    "account_login": ("200", "302"),
    "account_signup": ("200", "302"),
    "account_logout": ("login", "200"),
    "account_change_password": ("login", "200"),
    "account_reset_password": ("200", "200"),
    "account_reset_password_done": ("200", "200"),
    "account_reset_password_from_key": ("200", "200"),
    "account_reset_password_from_key_done": ("200", "200"),
    "account_reauthenticate": ("login", "200"),
    "account_inactive": ("200", "200"),
}


def registered() -> Iterator[tuple[str, type[models.Model], str]]:
    """(label, model, start of its URL names) of each model of ours in the admin."""
    for model in admin.site._registry:
        if model in OURS:
            yield model._meta.label, model, f"admin:{model._meta.app_label}_{model._meta.model_name}"


def status(client: Client, url: str, method: str = "GET") -> str:
    response = client.generic(method, url)
    sent_to_sign_in = response.status_code == 302 and response["Location"].partition("?")[0] in (reverse("account_login"), reverse("admin:login"))
    return "login" if sent_to_sign_in else str(response.status_code)


def test_every_url_brought_along_has_a_prefix_that_is_tested_here() -> None:
    brought = {name for name, _ in all_patterns() if name.startswith(BY_PREFIX)}
    assert {name for name in brought if name.startswith("account_")} == set(ACCOUNT_PAGES)
    assert all(reverse("admin:index") == ADMIN for name in brought if name.startswith("admin:"))


def test_every_model_in_the_admin_is_either_looked_at_or_changed_there() -> None:
    assert {model._meta.label for model in admin.site._registry} == LOOK_ONLY | CHANGED_THERE


def test_admin_sends_everybody_but_staff_to_sign_in(site: World) -> None:
    urls = [reverse("admin:index"), *(reverse(f"{start}_changelist") for *_, start in registered())]
    answers = {(who, url): status(signed_in(site.people.get(who)), url) for who in WHO if who != "root" for url in urls}
    assert answers == dict.fromkeys(answers, "login")


def test_staff_who_are_no_superuser_open_nothing_in_the_admin(site: World) -> None:
    client = signed_in(make_user(is_staff=True))
    answers = {label: status(client, reverse(f"{start}_changelist")) for label, _, start in registered()}
    assert answers == dict.fromkeys(LOOK_ONLY | CHANGED_THERE, "403")


def test_superuser_reads_every_model_in_the_admin(site: World) -> None:
    client = signed_in(site.people["root"])
    for label, model, start in registered():
        record = model._default_manager.order_by("pk").first()
        assert record is not None, label
        urls = [reverse(f"{start}_changelist"), reverse(f"{start}_change", args=[record.pk])]
        assert [status(client, url) for url in urls] == ["200", "200"], label


@pytest.mark.parametrize("label", sorted(LOOK_ONLY))
def test_nobody_adds_changes_or_deletes_in_the_admin_what_has_a_state_or_tells_of_one(site: World, label: str) -> None:
    model, start = {label: (model, start) for label, model, start in registered()}[label]
    before = list(model._default_manager.order_by("pk").values())
    client = signed_in(site.people["root"])
    pk = before[0]["id"]
    tried = [(reverse(f"{start}_add"), "GET"), (reverse(f"{start}_add"), "POST")]
    tried += [(reverse(f"{start}_change", args=[pk]), "POST"), (reverse(f"{start}_delete", args=[pk]), "POST")]
    assert [status(client, url, method) for url, method in tried] == ["403"] * 4
    client.post(reverse(f"{start}_changelist"), {"action": "delete_selected", "_selected_action": [pk], "post": "yes"})
    assert list(model._default_manager.order_by("pk").values()) == before


def test_one_time_codes_are_not_in_the_admin() -> None:
    assert not admin.site.is_registered(OneTimeCode)


@pytest.mark.parametrize("name", sorted(ACCOUNT_PAGES))
def test_every_account_page_opens_or_leads_on(site: World, name: str) -> None:
    args = ["1", "set-password"] if name == "account_reset_password_from_key" else []
    url = reverse(name, args=args)
    assert (status(Client(), url), status(signed_in(site.people["head"]), url)) == ACCOUNT_PAGES[name]
