"""Slips with one-time codes: who is listed, what is printed, and that the codes work."""

import re
import time
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.offices.slips import Slip, html_of
from emulation.offices.views import slips as slip_pages
from emulation.papers.rendering import render_pdf
from emulation.people.codes import keep_codes, use_code
from emulation.people.models import CODE_LIFE, OneTimeCode, Role, User
from emulation.short_codes import new_code, shown
from emulation.units.changes import Change
from emulation.units.kinds import Kind
from emulation.units.models import Succession, Unit
from emulation.vietnamese.dates import clock
from registrations.unit_changes import carry_out
from tests.pages import form_data, links, messages, page, texts
from tests.pdf import line_of, pdf_text, poppler, structure_text, text_lines
from tests.world import World, make_person, make_term, make_unit

pytestmark = pytest.mark.django_db
CODE = r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b"


@pytest.fixture
def secretary(client: Client, world: World) -> Client:
    client.force_login(world.people["secretary"])
    return client


def url(world: World) -> str:
    return reverse("unit-slips", args=[world.ward.pk])


def listed(answer: Any) -> list[str]:
    return [label.split(":")[0] for label in texts(answer, ".//label[@class='form-check-label']")]


def ticked(answer: Any) -> list[str]:
    return [box.attrib["value"] for box in page(answer).iterfind(".//input[@name='term']") if "checked" in box.attrib]


def test_heads_who_never_signed_in_are_ticked(secretary: Client, world: World) -> None:
    User.objects.filter(username="to-truong-1").update(last_login=timezone.now())
    answer = secretary.get(url(world))
    assert listed(answer) == ["TDP Bá Vân 1", "TDP Bá Vân 2"]  # the third one's head is the secretary of another ward
    assert ticked(answer) == [str(world.people["stranger"].terms.get().pk)]
    world.people["head"].set_unusable_password()
    world.people["head"].save()
    assert len(ticked(secretary.get(url(world)))) == 2


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"loai": "tdp"}, ["TDP Bá Vân 1", "TDP Bá Vân 2"]),
        ({"loai": "school"}, []),
        ({"tim": "van khach"}, ["TDP Bá Vân 2"]),
        ({"tim": "ba van 1"}, ["TDP Bá Vân 1"]),
        ({"vai-tro": "council"}, ["phường Bách Quang"]),
        ({"vai-tro": "chair"}, []),
        ({"vai-tro": "gi-do"}, []),
    ],
)
def test_the_list_is_narrowed(secretary: Client, world: World, asked: dict[str, str], found: list[str]) -> None:
    assert listed(secretary.get(url(world), asked)) == found


def test_a_renamed_unit_is_found_by_its_former_name(secretary: Client, world: World) -> None:
    renamed = Unit(kind=Kind.TDP, code="tdp-81", short_name="TDP Đồi Chè", name="Tổ dân phố Đồi Chè")
    carry_out(Change(Succession.Kind.RENAME, [world.unit], [renamed], timezone.localdate()), by=world.people["administrator"])
    assert [listed(secretary.get(url(world), {"tim": words})) for words in ("doi che", "ba van 1")] == [["TDP Đồi Chè"]] * 2


def test_the_slips_come_as_a_file_that_nobody_keeps_and_the_codes_work(secretary: Client, world: World) -> None:
    terms = [world.people[who].terms.get() for who in ("head", "stranger")]
    answer = secretary.post(url(world), {"term": [term.pk for term in terms]})
    assert (answer["Content-Type"], "no-store" in answer["Cache-Control"]) == ("application/pdf", True)
    until = clock(OneTimeCode.objects.latest("pk").made_at + CODE_LIFE)
    text = pdf_text(answer.content)
    codes = re.findall(CODE, text)
    for said in ("TDP Bá Vân 1", "Nguyễn Thị Hòa", "to-truong-1", f"Dùng được đến {until}", reverse("one-time-code")):
        assert said in text
    assert [use_code(name, code, "mat-khau-moi-2026") for name, code in zip(("to-truong-1", "to-truong-2"), codes, strict=True)] == [
        world.people["head"],
        world.people["stranger"],
    ]


def test_only_those_who_may_be_handed_a_code_get_one(secretary: Client, world: World) -> None:
    forged = [world.people[who].terms.earliest("pk").pk for who in ("chair", "both", "other_secretary")]
    answer = secretary.post(url(world), {"term": forged})
    assert (messages(answer), OneTimeCode.objects.count()) == (["Chưa chọn ai. Xin đánh dấu những người nhận phiếu rồi in lại."], 0)
    assert ticked(answer) == []


def test_a_head_of_two_units_gets_one_slip(secretary: Client, world: World) -> None:
    make_term(world.people["head"], make_unit(world.ward, code="tdp-50"), Role.HEAD)
    pks = list(world.people["head"].terms.values_list("pk", flat=True))
    assert len(re.findall(CODE, pdf_text(secretary.post(url(world), {"term": pks}).content))) == 1


def test_a_paper_that_cannot_be_made_costs_nobody_his_code(secretary: Client, world: World) -> None:
    keep_codes({world.people["head"]: "7K3M-92QX"}, by=world.people["secretary"])
    User.objects.filter(pk=world.people["stranger"].pk).update(full_name="Lê 한")
    answer = secretary.post(url(world), {"term": [world.people[who].terms.get().pk for who in ("head", "stranger")]})
    assert messages(answer)[0].startswith("Chưa in được phiếu nên chưa cấp mã nào; mã đã phát trước đó vẫn dùng được.")
    assert len(ticked(answer)) == 2
    assert use_code("to-truong-1", "7k3m 92qx", "mat-khau-moi-2026") == world.people["head"]


def slips(number: int) -> list[Slip]:
    return [
        Slip("UBND phường Bách Quang", f"TDP số {one}", "Nguyễn Thị Hòa", "Tổ trưởng", f"tdp{one:02}", "7K3M-92QX", "08:00, 24/11/2026")
        for one in range(number)
    ]


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (8, 1), (9, 2), (17, 3)])
def test_eight_slips_stand_on_a_page(number: int, pages: int) -> None:
    pdf = render_pdf(html_of(slips(number)))
    assert f"Pages: {pages}" in " ".join(poppler("pdfinfo", pdf, "-").split())
    assert [line.page for line in text_lines(pdf) if "tdp" in line.text].count(1) == min(number, 8)


def test_slips_stand_two_by_four_and_are_read_one_after_another() -> None:
    pdf = render_pdf(html_of(slips(8)))
    first, second, third = (line_of(pdf, f"TDP số {one}") for one in range(3))
    assert (first.top == second.top, second.left > first.left + 250, third.left == first.left, third.top > first.top + 200) == (True, True, True, True)
    assert re.findall(r"tdp\d\d", structure_text(pdf)) == [f"tdp{one:02}" for one in range(8)]


def test_the_longest_names_stay_inside_their_slip() -> None:
    long = Slip("UBND phường " + "Bách " * 6, "Trường " + "Trung học " * 6, "Nguyễn " * 6, "Chủ tịch " * 6, "a" * 40, "WWWW-WWWW", "08:00, 24/11/2026")
    pdf = render_pdf(html_of([long] * 8))
    bottoms = [line.bottom for line in text_lines(pdf) if line.text.startswith("3. Lần sau")]
    assert len(bottoms) == 8
    assert bottoms[0] < 74.2 * 72 / 25.4


def test_a_hundred_codes_take_no_time(world: World, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    people = User.objects.bulk_create(User(username=f"nguoi-{one}", full_name="A", password="!") for one in range(100))
    started = time.process_time()
    keep_codes({user: shown(new_code()) for user in people}, by=world.people["secretary"])
    assert time.process_time() - started < 3


def test_a_code_handed_out_under_the_slow_hash_still_works(world: World) -> None:
    OneTimeCode.objects.create(user=world.people["head"], code_hash=make_password("7K3M92QX"), made_by=world.people["secretary"])
    assert use_code("to-truong-1", "7k3m-92qx", "mat-khau-moi-2026") == world.people["head"]


def test_the_same_code_of_another_person_is_kept_as_another_hash(world: World) -> None:
    keep_codes({world.people["head"]: "7K3M-92QX", world.people["stranger"]: "7K3M-92QX"}, by=world.people["secretary"])
    assert OneTimeCode.objects.values("code_hash").distinct().count() == 2


def test_an_office_without_heads_has_nobody_to_list(client: Client, world: World) -> None:
    client.force_login(make_person(Role.SECRETARY, make_unit(world.province, code="moi", kind=world.ward.kind)))
    ward = User.objects.latest("pk").terms.get().unit
    assert texts(client.get(reverse("unit-slips", args=[ward.pk])), ".//main//form[@class='form']") == []


def test_the_filter_stays_when_the_slips_are_printed(secretary: Client, world: World) -> None:
    form = page(secretary.get(url(world), {"tim": "van khach"})).find(".//form[@class='form']")
    assert form is not None
    assert form.attrib["action"] == "?vai-tro=head&tim=van+khach&trang=1"
    assert "term" in form_data(secretary.get(url(world)))


def test_the_list_comes_in_pages_and_each_prints_its_own(secretary: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slip_pages, "PEOPLE_A_PAGE", 1)
    answer = secretary.get(url(world), {"vai-tro": "head", "tim": "ba van"})
    assert (listed(answer), len(ticked(answer))) == (["TDP Bá Vân 1"], 1)
    assert links(answer, ".//nav[@class='pages']") == [("?vai-tro=head&tim=ba+van&trang=2", "Trang sau →")]
    second = secretary.get(url(world), {"trang": "2"})
    form = page(second).find(".//form[@class='form']")
    assert form is not None
    assert (listed(second), form.attrib["action"]) == (["TDP Bá Vân 2"], "?vai-tro=head&trang=2")
    pdf = secretary.post(url(world) + form.attrib["action"], {"term": ticked(second)})
    assert re.findall("TDP Bá Vân .", pdf_text(pdf.content)) == ["TDP Bá Vân 2"]


def test_all_on_a_page_are_ticked_or_none_by_a_link(secretary: Client, world: World) -> None:
    User.objects.filter(username="to-truong-1").update(last_login=timezone.now())
    answer = secretary.get(url(world))
    (every, ticking), (none, clearing) = links(answer, ".//p[@class='actions tick-all']")
    assert (ticking, clearing) == ("Chọn tất cả", "Bỏ chọn tất cả")
    assert [len(ticked(one)) for one in (answer, secretary.get(url(world) + every), secretary.get(url(world) + none))] == [1, 2, 0]


def test_a_person_is_ticked_once_however_many_pages_he_stands_on(secretary: Client, world: World) -> None:
    make_term(world.people["head"], make_unit(world.ward, code="tdp-50"), Role.HEAD)
    make_term(world.people["head"], make_unit(world.ward, Kind.SCHOOL), Role.HEAD)
    assert (len(listed(secretary.get(url(world)))), len(ticked(secretary.get(url(world))))) == (4, 2)
    assert len(ticked(secretary.get(url(world), {"loai": "school"}))) == 1


def test_who_prints_is_told_that_earlier_codes_end(secretary: Client, world: World) -> None:
    assert texts(secretary.get(url(world)), ".//form[@class='form']/p") == ["Mã cấp trước đây của những người được chọn sẽ hết hiệu lực."]


def offered_kinds(answer: Any) -> list[str]:
    return [option.attrib["value"] for option in page(answer).iterfind(".//select[@name='loai']/option")]


def test_only_kinds_that_occur_are_offered(secretary: Client, world: World) -> None:
    assert offered_kinds(secretary.get(url(world))) == []  # heads of one kind alone: nothing to choose
    make_person(Role.HEAD, make_unit(world.ward, kind=Kind.SCHOOL))
    assert offered_kinds(secretary.get(url(world))) == ["", "tdp", "school"]
    assert offered_kinds(secretary.get(url(world), {"vai-tro": "council", "loai": "school"})) == ["", "ward", "school"]  # what is asked for stays in sight
