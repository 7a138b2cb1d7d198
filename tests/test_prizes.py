"""Prizes: coefficient times the base salary of the day, rounded up; and which of several are paid."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from awards.models import BaseSalary, Category, Honour, Rate, Subject
from awards.prizes import Prize, payable, prize_of, rounded_up

pytestmark = pytest.mark.django_db

AT_2340, AT_2530 = date(2026, 6, 30), date(2026, 7, 1)  # the last day of the one base salary, the first of the next
BOTH = "Giấy chứng nhận, khung"
TABLE = [  # code, for whom, coefficient, object, đồng at 2,340,000, đồng at 2,530,000, whether all of it is confirmed
    ("lao-dong-tien-tien", "individual", "0.3", "", 710_000, 760_000, True),
    ("chien-si-thi-dua-co-so", "individual", "1", BOTH, 2_340_000, 2_530_000, True),
    ("chien-si-thi-dua-cap-tinh", "individual", "3", f"{BOTH}, huy hiệu", 7_020_000, 7_590_000, True),
    ("chien-si-thi-dua-toan-quoc", "individual", "4.5", f"{BOTH}, huy hiệu", 10_530_000, 11_390_000, True),
    ("tap-the-lao-dong-tien-tien", "collective", "0.8", "", 1_880_000, 2_030_000, True),
    ("tap-the-lao-dong-xuat-sac", "collective", "1.5", BOTH, 3_510_000, 3_800_000, True),
    ("thon-to-dan-pho-van-hoa", "collective", "1.5", BOTH, 3_510_000, 3_800_000, True),
    ("xa-phuong-tieu-bieu", "collective", "2", BOTH, 4_680_000, 5_060_000, True),
    ("co-thi-dua-cap-tinh", "collective", "8", "Cờ", 18_720_000, 20_240_000, True),
    ("co-thi-dua-chinh-phu", "collective", "12", "Cờ", 28_080_000, 30_360_000, True),
    ("giay-khen", "collective", "0.6", "", 1_410_000, 1_520_000, True),
    ("giay-khen", "individual", "0.3", "", 710_000, 760_000, False),
    ("giay-khen", "household", "0.45", BOTH, 1_060_000, 1_140_000, False),
    ("bang-khen-cap-tinh", "collective", "3", "", 7_020_000, 7_590_000, True),
    ("bang-khen-thu-tuong", "collective", "7", "", 16_380_000, 17_710_000, True),
]
WITHOUT_BASIS = [
    ("gia-dinh-van-hoa", "household"),
    ("bang-khen-cap-tinh", "individual"),
    ("bang-khen-cap-tinh", "household"),
    ("bang-khen-thu-tuong", "individual"),
    ("bang-khen-thu-tuong", "household"),
    ("huan-chuong", "collective"),
    ("huan-chuong", "individual"),
    ("huan-chuong", "household"),
]


@pytest.mark.parametrize(("code", "subject", "coefficient", "given", "before", "after", "confirmed"), TABLE, ids=[f"{row[0]} {row[1]}" for row in TABLE])
def test_each_prize_at_both_base_salaries(code: str, subject: str, coefficient: str, given: str, before: int, after: int, confirmed: bool) -> None:
    honour = Honour.objects.get(code=code)
    found = [prize_of(honour, subject, on) for on in (AT_2340, AT_2530)]
    assert [(one.amount, one.base, one.coefficient, one.object, one.is_confirmed) for one in found if one] == [
        (before, 2_340_000, Decimal(coefficient), given, confirmed),
        (after, 2_530_000, Decimal(coefficient), given, confirmed),
    ]


def test_the_two_tables_name_everybody_who_may_be_given_something() -> None:
    named = {row[:2] for row in TABLE} | set(WITHOUT_BASIS)
    assert {(honour.code, subject.value) for honour in Honour.objects.all() for subject in honour.subjects} == named


@pytest.mark.parametrize(("code", "subject"), WITHOUT_BASIS)
def test_nothing_is_computed_where_no_coefficient_is_known(code: str, subject: str) -> None:
    assert prize_of(Honour.objects.get(code=code), subject, AT_2530) is None


def test_nothing_is_computed_for_days_without_a_coefficient_or_a_base_salary() -> None:
    honour = Honour.objects.get(code="lao-dong-tien-tien")
    assert [prize_of(honour, "individual", on) is None for on in (date(2024, 6, 30), date(2025, 6, 30), date(2025, 7, 1))] == [True, True, False]
    BaseSalary.objects.all().delete()
    assert prize_of(honour, "individual", AT_2530) is None


def test_a_household_gets_nothing_of_what_is_not_for_households() -> None:
    assert prize_of(Honour.objects.get(code="lao-dong-tien-tien"), "household", AT_2530) is None


def test_a_household_has_its_own_rate_where_one_is_known() -> None:
    honour = Honour.objects.get(code="giay-khen")
    Rate.objects.create(
        honour=honour, subject=Subject.HOUSEHOLD, coefficient=Decimal("0.5"), given_object="Khung", starts_on=AT_2530, source="NĐ", is_confirmed=True
    )
    prize = prize_of(honour, "household", AT_2530)
    assert prize == Prize(1_270_000, Decimal("0.5"), 2_530_000, "Khung", "NĐ", "Nghị định 161/2026/NĐ-CP", True)


def test_a_prize_says_what_it_rests_on_and_whether_it_was_rounded() -> None:
    prizes = [
        prize_of(Honour.objects.get(code=code), subject, AT_2530) for code, subject in (("giay-khen", "household"), ("chien-si-thi-dua-co-so", "individual"))
    ]
    assert [(one.source, one.base_source, one.is_rounded) for one in prizes if one] == [
        (
            "1,5 lần hệ số của cá nhân. Suy ra: bằng nửa mức tập thể của Nghị định 152/2025/NĐ-CP, Điều 54",
            "Nghị định 161/2026/NĐ-CP",
            True,
        ),
        ("Nghị định 152/2025/NĐ-CP, Điều 49, 50", "Nghị định 161/2026/NĐ-CP", False),
    ]


def test_a_prize_by_an_unconfirmed_base_salary_is_to_be_confirmed() -> None:
    BaseSalary.objects.update(is_confirmed=False)
    prize = prize_of(Honour.objects.get(code="lao-dong-tien-tien"), "individual", AT_2530)
    assert prize is not None
    assert not prize.is_confirmed


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0", 0), ("0.01", 10_000), ("702000", 710_000), ("710000", 710_000), ("710000.0001", 720_000), ("719999", 720_000), ("11385000", 11_390_000)],
)
def test_amounts_are_rounded_up_to_tens_of_thousands(amount: str, rounded: int) -> None:
    assert rounded_up(Decimal(amount)) == rounded


LDTT, CSTDCS, CSTDT, GIAY_KHEN, BANG_KHEN = "ldtt", "cstdcs", "cstdt", "giay-khen", "bang-khen"
AMOUNTS = {LDTT: 760_000, CSTDCS: 2_530_000, CSTDT: 7_590_000, GIAY_KHEN: 760_000, BANG_KHEN: 3_800_000}
TOGETHER: list[Any] = [  # (what, period) at one time for one recipient, and the places of those that are paid
    ([], []),
    ([(LDTT, "2026")], [0]),
    ([(LDTT, "2026"), (CSTDCS, "2026")], [1]),  # titles, the same period: the highest
    ([(CSTDT, "2026"), (LDTT, "2026"), (CSTDCS, "2026")], [0]),
    ([(LDTT, "2025"), (CSTDCS, "2026")], [0, 1]),  # titles, different periods: each
    ([(LDTT, "2025"), (LDTT, "2026"), (CSTDCS, "2026")], [0, 2]),
    ([(LDTT, "2026"), (GIAY_KHEN, "2026")], [0, 1]),  # a title and a form of commendation: both
    ([(GIAY_KHEN, "2026"), (LDTT, "2026"), (CSTDCS, "2026")], [0, 2]),
    ([(GIAY_KHEN, "2026"), (BANG_KHEN, "2026")], [0, 1]),  # the rule is about titles only
    ([(LDTT, "2026"), (LDTT, "2026")], [0]),  # the same twice: once
]


@pytest.mark.parametrize(("given", "paid"), TOGETHER)
def test_of_several_titles_for_one_period_only_the_highest_is_paid(given: list[tuple[str, str]], paid: list[int]) -> None:
    won = []
    for code, period in given:
        category = Category.COMMENDATION if code in (GIAY_KHEN, BANG_KHEN) else Category.TITLE
        won.append((Honour(code=code, category=category), period, Prize(AMOUNTS[code], Decimal(1), AMOUNTS[code], "", "", "", True)))
    assert payable(won) == [won[place] for place in paid]
