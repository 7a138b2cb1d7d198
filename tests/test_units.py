"""The tree of units: what may stand below what, codes, names, places, and what an ending means."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from emulation.units.kinds import ALLOWED_BELOW, COMMUNES, ORGANISATIONS, RESIDENTIAL, WORDS, Kind
from emulation.units.models import Unit, paths_above, subtrees
from emulation.units.tree import free_code, may_stand_below, names_of, new_unit, outline
from tests.world import make_unit, make_user

pytestmark = pytest.mark.django_db

ABOVE_COMMUNES = {Kind.PROVINCE, Kind.DISTRICT}


@pytest.fixture
def ward() -> Unit:
    return make_unit(None, Kind.WARD, "bach-quang", short_name="phường Bách Quang", place_name="Bách Quang")


def test_every_kind_has_its_words_and_its_place_in_the_tree() -> None:
    assert set(WORDS) == set(Kind) == COMMUNES | RESIDENTIAL | ORGANISATIONS | ABOVE_COMMUNES
    assert set(ALLOWED_BELOW) == {None, *Kind}


@pytest.mark.parametrize(
    ("parent", "allowed"),
    [
        (None, {Kind.PROVINCE} | COMMUNES),
        (Kind.PROVINCE, {Kind.DISTRICT} | COMMUNES | ORGANISATIONS),
        (Kind.DISTRICT, COMMUNES | ORGANISATIONS),
        *((kind, RESIDENTIAL | ORGANISATIONS) for kind in sorted(COMMUNES)),
        *((kind, ORGANISATIONS) for kind in sorted(RESIDENTIAL | ORGANISATIONS)),
    ],
)
def test_only_some_kinds_may_stand_below_a_kind(parent: Kind | None, allowed: set[Kind]) -> None:
    above = Unit(kind=parent) if parent else None
    assert {kind for kind in Kind if may_stand_below(kind, above)} == allowed


def test_a_unit_out_of_place_is_refused_beside_its_kind(ward: Unit) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_unit(ward, Kind.WARD)
    assert refusal.value.message_dict == {"kind": ["Loại đơn vị này không thể trực thuộc đơn vị cấp trên đã chọn."]}
    assert list(Unit.objects.all()) == [ward]


def test_a_unit_knows_its_commune_however_deep_it_stands(ward: Unit) -> None:
    province = make_unit(None, Kind.PROVINCE)
    other = make_unit(province, Kind.RURAL_COMMUNE)
    school = make_unit(other, Kind.SCHOOL)
    branch = make_unit(school, Kind.MASS_ORGANISATION)
    department = make_unit(province, Kind.AGENCY)
    assert [unit.commune for unit in (province, other, school, branch, department)] == [None, None, other, other, None]
    assert [unit.office for unit in (province, other, school, branch, department)] == [province, other, other, other, department]


@pytest.mark.parametrize("kind", Kind)
def test_communes_and_what_is_above_them_have_an_office_wherever_they_stand(kind: Kind) -> None:
    assert Unit(kind=kind).has_office is (kind in COMMUNES | ABOVE_COMMUNES)


@pytest.mark.parametrize("code", ["TDP-01", "tdp 01", "tổ-1", "-tdp", "tdp-", "tdp--1"])
def test_a_code_is_plain_letters_digits_and_hyphens(ward: Unit, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        new_unit(ward, kind=Kind.TDP, code=code, short_name="TDP 1", name="Tổ dân phố 1")
    assert refusal.value.message_dict == {"code": ["Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, như tdp-01."]}


def test_a_code_is_unique_in_its_commune_and_free_in_another(ward: Unit) -> None:
    other = make_unit(None, Kind.WARD, "song-cong")
    group = make_unit(ward, Kind.TDP, "tdp-01")
    make_unit(other, Kind.TDP, "tdp-01")
    for parent, kind, code in [(ward, Kind.THON, "tdp-01"), (group, Kind.SCHOOL, "tdp-01"), (None, Kind.WARD, "song-cong")]:
        with pytest.raises(ValidationError) as refusal:
            make_unit(parent, kind, code)
        assert refusal.value.messages == ["Mã này đã có đơn vị khác dùng. Xin chọn mã khác."]
    assert Unit.objects.count() == 4


def test_free_codes_fill_the_gaps_of_their_kind(ward: Unit) -> None:
    for code in ("tdp-01", "tdp-03", "thon-02"):
        make_unit(ward, Kind.TDP, code)
    group = Unit.objects.get(code="tdp-01")
    assert [free_code(parent, kind) for parent, kind in [(ward, Kind.TDP), (group, Kind.TDP), (ward, Kind.SCHOOL)]] == ["tdp-02", "tdp-02", "truong-01"]


FREE = {
    Kind.TDP: "tdp-01",
    Kind.THON: "thon-01",
    Kind.BAN: "ban-01",
    Kind.AP: "ap-01",
    Kind.KHOM: "khom-01",
    Kind.KHU_PHO: "khu-pho-01",
    Kind.AGENCY: "co-quan-01",
    Kind.SCHOOL: "truong-01",
    Kind.HEALTH_STATION: "tram-01",
    Kind.MASS_ORGANISATION: "to-chuc-01",
    Kind.ENTERPRISE: "doanh-nghiep-01",
}


def test_a_free_code_is_the_vietnamese_word_of_the_kind_and_may_be_used(ward: Unit) -> None:
    assert {kind: free_code(ward, kind) for kind in RESIDENTIAL | ORGANISATIONS} == FREE
    assert [make_unit(ward, kind, code).code for kind, code in FREE.items()] == list(FREE.values())
    assert free_code(ward, Kind.SCHOOL) == "truong-02"


BROKEN = {
    "unit_ends_after_it_starts": {"starts_on": date(2026, 2, 2), "ends_on": date(2026, 2, 1)},
    "unit_code_unique_from_commune_up": {"code": "song-cong"},
}


@pytest.mark.parametrize(("constraint", "fields"), BROKEN.items())
def test_the_database_itself_refuses_what_must_never_be(ward: Unit, constraint: str, fields: dict[str, Any]) -> None:
    make_unit(None, Kind.WARD, "song-cong")
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=ward.pk).update(**fields)


def test_a_unit_exists_from_its_first_day_to_its_last() -> None:
    today, day = timezone.localdate(), timedelta(days=1)
    cases = [
        (None, None, False),
        (today, None, False),
        (None, today, False),
        (None, today - day, True),
    ]
    for number, (starts, ends, ended) in enumerate(cases):
        unit = make_unit(None, Kind.WARD, f"w{number}", starts_on=starts, ends_on=ends)
        assert unit.has_ended is ended


@pytest.mark.parametrize(
    ("kind", "short_name", "name"),
    [
        (Kind.TDP, "TDP Bá Vân 1", "Tổ dân phố Bá Vân 1"),
        (Kind.THON, "thôn Đồng Tâm", "Thôn Đồng Tâm"),
        (Kind.WARD, "phường Lương Sơn", "Phường Lương Sơn"),
        (Kind.SCHOOL, "Trường THCS Lương Sơn", "Trường THCS Lương Sơn"),
        (Kind.MASS_ORGANISATION, "Hội Nông dân", "Hội Nông dân"),
        (Kind.WARD, "phườngX", "PhườngX"),
    ],
)
def test_names_go_from_short_to_full(kind: Kind, short_name: str, name: str) -> None:
    unit = Unit(kind=kind, **names_of(kind, short_name))
    assert (str(unit), unit.name) == (short_name, name)


def test_the_place_of_papers_is_the_units_own_or_its_communes(ward: Unit) -> None:
    group, own = make_unit(ward), make_unit(ward, place_name="Bá Vân")
    assert [unit.place for unit in (ward, group, own)] == ["Bách Quang", "Bách Quang", "Bá Vân"]


@pytest.mark.parametrize(
    ("kind", "short_name", "place"),
    [
        (Kind.RURAL_COMMUNE, "xã Một", "Một"),
        (Kind.WARD, "Phường Hòa Quang", "Hòa Quang"),
        (Kind.SPECIAL_ZONE, "đặc khu Phú Quốc", "Phú Quốc"),
        (Kind.PROVINCE, "tỉnh Thái Nguyên", "Thái Nguyên"),
        (Kind.WARD, "Hòa Quang", "Hòa Quang"),
        (Kind.RURAL_COMMUNE, "xãX", "xãX"),
    ],
)
def test_the_place_of_papers_without_one_is_the_communes_bare_name(kind: Kind, short_name: str, place: str) -> None:
    nameless = make_unit(None, kind, short_name=short_name)
    assert [unit.place for unit in (nameless, Unit(kind=Kind.SCHOOL, short_name="Trường Một", commune=nameless))] == [place, place]


def test_the_letterhead_is_what_was_given_line_by_line_or_the_short_name(ward: Unit) -> None:
    given = make_unit(ward, letterhead="  ỦY BAN NHÂN DÂN \n\n PHƯỜNG BÁCH QUANG ")
    assert (ward.letterhead_lines, given.letterhead_lines) == (("phường Bách Quang",), ("ỦY BAN NHÂN DÂN", "PHƯỜNG BÁCH QUANG"))


def test_the_kind_decides_the_words_and_the_page_the_unit(ward: Unit) -> None:
    group = make_unit(ward)
    assert [(unit.is_commune, unit.words.head) for unit in (ward, group)] == [(True, "Chủ tịch"), (False, "Tổ trưởng")]
    assert group.get_absolute_url() == f"/don-vi/{group.pk}/"


def test_the_outline_lists_parents_before_children_and_siblings_in_vietnamese_order(ward: Unit) -> None:
    ten, nine = make_unit(ward, short_name="TDP 10"), make_unit(ward, short_name="TDP 9")
    school = make_unit(nine, Kind.SCHOOL, short_name="Trường Ánh Dương")
    other = make_unit(None, Kind.WARD, short_name="phường An")
    assert outline(Unit.objects.all()) == [(other.pk, 0), (ward.pk, 0), (nine.pk, 1), (school.pk, 2), (ten.pk, 1)]
    assert outline(Unit.objects.under(nine, ten)) == [(nine.pk, 0), (school.pk, 1), (ten.pk, 0)]
    assert outline(Unit.objects.none()) == []


def test_a_subtree_is_the_unit_and_all_below_it_and_none_of_no_unit(ward: Unit) -> None:
    group = make_unit(ward)
    other = make_unit(None, Kind.WARD)
    assert set(Unit.objects.under(ward)) == {ward, group}
    assert set(Unit.objects.under(ward, other)) == {ward, group, other}
    assert list(Unit.objects.filter(subtrees("path", []))) == []
    assert paths_above(group) == [ward.path, group.path]


@pytest.mark.parametrize(
    ("words", "found"), [("ba van", ["TDP Bá Vân 1", "TDP Bá Vân 2"]), ("VÂN 2", ["TDP Bá Vân 2"]), ("tdp-09", ["TDP Bá Vân 2"]), ("x", [])]
)
def test_search_finds_names_and_codes_whatever_the_diacritics(ward: Unit, words: str, found: list[str]) -> None:
    make_unit(ward, Kind.TDP, "tdp-08", short_name="TDP Bá Vân 1")
    make_unit(ward, Kind.TDP, "tdp-09", short_name="TDP Bá Vân 2")
    assert [str(unit) for unit in Unit.objects.search(words).in_order()] == found


def test_only_a_superuser_sees_and_keeps_units_without_holding_an_office(ward: Unit) -> None:
    answers = []
    for user in (make_user(is_superuser=True), make_user()):
        answers.append((list(Unit.objects.visible_to(user)), list(Unit.objects.kept_by(user))))
    assert answers == [([ward], [ward]), ([], [])]
