"""The order that the database gives: that of the stored keys is the one of ICU's Vietnamese collation, and needs no collation of its own."""

from collections.abc import Iterable
from itertools import product

import pytest
from django.db import connection

from emulation.units.kinds import Kind
from emulation.units.models import Unit
from emulation.vietnamese.order import sort_key
from tests.world import make_unit

VOWELS = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"]
TONED = [vowel + tone for vowel, tone in product(VOWELS, ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"])]
WORDS = [
    *(f"{first}{rest}" for first, rest in product(["", "d", "đ", "ng", "tr"], TONED)),
    *("Bá Vân", "Ba Vân", "Bá Văn", "Ba Van", "Bả Vân Đông", "Tân Sơn", "Tấn Sơn", "Tân Thành", "Đồng Tâm", "Đông Tâm", "Dông Tâm", "Ấm Lẻn", "Ước Lễ"),
    *("Nguyễn Thị Hòa", "Nguyễn Thị Hoa", "Nguyễn Thị Hóa", "Nguyên Thị Hòa", "hoà bình", "hòa hợp"),
]
COLLATIONS = {"postgresql": ["vi-x-icu", "C", "en-x-icu"], "sqlite": ["BINARY", "NOCASE"]}[connection.vendor]


def ordered(texts: Iterable[str], collation: str) -> list[str]:
    """The texts as the database sorts them under a collation."""
    texts = list(texts)
    rows = " UNION ALL ".join(["SELECT CAST(%s AS varchar(500)) AS text"] * len(texts))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT text FROM ({rows}) AS texts ORDER BY text COLLATE "{collation}"', texts)
        return [text for (text,) in cursor.fetchall()]


@pytest.mark.django_db
@pytest.mark.parametrize("collation", COLLATIONS)
def test_keys_sort_alike_under_every_collation_that_a_database_may_have(collation: str) -> None:
    keys = {sort_key(word) for word in WORDS}
    assert ordered(keys, collation) == sorted(keys)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no ICU: what PostgreSQL answers holds for its keys too")
def test_the_order_of_the_keys_is_that_of_icu() -> None:
    by_icu = ordered(WORDS, "vi-x-icu")
    assert [sort_key(word) for word in by_icu] == sorted(sort_key(word) for word in WORDS)


@pytest.mark.django_db
def test_units_come_in_vietnamese_order_from_either_database() -> None:
    ward = make_unit(None, Kind.WARD)
    for name in ["TDP Đình", "TDP 10", "TDP Ân", "TDP 9", "TDP Dũng", "TDP Ánh", "TDP An"]:
        make_unit(ward, short_name=name)
    names = [unit.short_name for unit in Unit.objects.filter(commune=ward).in_order()]
    assert names == ["TDP 9", "TDP 10", "TDP An", "TDP Ánh", "TDP Ân", "TDP Dũng", "TDP Đình"]
