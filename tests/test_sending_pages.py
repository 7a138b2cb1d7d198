"""How pages go out: under a policy that lets nothing in from elsewhere, and compressed; files go as they are."""

import gzip

import pytest
from django.test import Client

from emulation.policy import POLICY
from tests.addresses import address
from tests.test_access import signed_in
from tests.world import World

COMPRESSED = {"HTTP_ACCEPT_ENCODING": "gzip"}


def test_pages_carry_the_policy_of_the_site(client: Client, db: None) -> None:
    assert client.get("/dang-nhap/").headers["Content-Security-Policy"] == POLICY
    assert client.get("/khong-co-trang-nay/").headers["Content-Security-Policy"] == POLICY


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert POLICY == (
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def test_a_page_is_compressed_for_those_who_can_read_it(client: Client, db: None) -> None:
    plain, compressed = client.get("/dang-nhap/"), client.get("/dang-nhap/", **COMPRESSED)
    assert (plain.get("Content-Encoding"), compressed["Content-Encoding"]) == (None, "gzip")
    assert b"<title>" in gzip.decompress(compressed.content)
    assert len(compressed.content) < len(plain.content) / 2


@pytest.mark.parametrize("page", ["registration-pdf", "unit-export"])
def test_a_file_is_neither_compressed_nor_under_the_policy(site: World, page: str) -> None:
    response = signed_in(site.people["secretary"]).get(address(site, page), **COMPRESSED)
    assert (response.status_code, response.get("Content-Encoding"), response.get("Content-Security-Policy")) == (200, None, None)
