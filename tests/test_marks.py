"""Signing for the office when a paper is issued, and the images of its seal and signatures."""

import io
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from emulation.history.models import Line
from emulation.issuing.finishing import issue
from emulation.issuing.keeping import kept_bytes
from emulation.issuing.marks import remove_mark
from emulation.issuing.models import Mark, MarkKind, OutgoingPaper, State
from emulation.issuing.office_signing import issuer_code, marks_of, signed_by_office
from emulation.people.models import Role
from emulation.signatures.reading import read_signatures
from emulation.signatures.reports import Coverage
from emulation.units.models import Unit
from emulation.workflow import MoveRefused
from tests.certificates import PASSWORD, expired, office
from tests.outgoing import approved, issued
from tests.scans import add_mark, upload
from tests.world import World, make_term, make_unit


def image(mode: str = "RGBA", size: tuple[int, int] = (60, 40)) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, (0, 0, 200, 128) if mode == "RGBA" else (0, 0, 200)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def signing(settings: Any, world: World) -> None:
    """The ward signs here."""
    settings.OFFICE_CERTIFICATES, settings.OFFICE_CERTIFICATE_PASSWORD = f"{world.ward.code}={office().base64}", PASSWORD


@pytest.fixture
def secretary(world: World) -> Client:
    client = Client()
    client.force_login(world.people["secretary"])
    return client


def send(client: Client, world: World, content: bytes | None = None, **values: Any) -> Any:
    file = upload(content or image(), "hinh.png")
    return client.post(reverse("paper-marks"), {"unit": world.ward.pk, "kind": "signature", "signatory": "Lê Văn Chủ", "image": [file], **values})


def pictures(paper: OutgoingPaper) -> int:
    with pikepdf.open(io.BytesIO(kept_bytes(paper.file))) as pdf:
        return sum(len(page.get_images()) for page in pdf.pages)


def test_paper_of_an_office_with_a_certificate_is_issued_signed(world: World, signing: None) -> None:
    paper = issued(world.ward, world.people["secretary"])
    (report,) = read_signatures(kept_bytes(paper.file), [])
    assert (report.organisation, report.coverage) == ("UBND phường Bách Quang", Coverage.FILE)
    assert pictures(paper) == 0


def test_paper_of_an_office_without_one_is_issued_as_it_is(world: World) -> None:
    assert read_signatures(kept_bytes(issued(world.ward, world.people["secretary"]).file), []) == ()
    assert signed_by_office(b"%PDF-", world.ward) == b"%PDF-"


def test_unit_within_a_commune_has_a_certificate_under_both_codes(world: World) -> None:
    assert (issuer_code(world.ward), issuer_code(world.unit)) == (world.ward.code, f"{world.ward.code}.{world.unit.code}")


def test_marks_are_drawn_only_by_an_office_that_signs_here(world: World, secretary: Client, settings: Any) -> None:
    send(secretary, world)
    send(secretary, world, image(size=(50, 50)), kind="seal", signatory="bị bỏ qua")
    assert set(Mark.objects.values_list("kind", "signatory")) == {("signature", "Lê Văn Chủ"), ("seal", "")}
    assert pictures(issued(world.ward, world.people["secretary"])) == 0
    settings.OFFICE_CERTIFICATES, settings.OFFICE_CERTIFICATE_PASSWORD = f"{world.ward.code}={office().base64}", PASSWORD
    assert pictures(issued(world.ward, world.people["secretary"], "06")) == 2
    remove_mark(Mark.objects.get(kind=MarkKind.SEAL), by=world.people["secretary"])
    assert marks_of(approved(world.ward)) is None, "a signature without the seal is half a mark"


def test_certificate_that_ran_out_gives_no_number(world: World, settings: Any) -> None:
    settings.OFFICE_CERTIFICATES, settings.OFFICE_CERTIFICATE_PASSWORD = f"{world.ward.code}={expired().base64}", PASSWORD
    paper = approved(world.ward)
    with pytest.raises(MoveRefused, match="Xin báo người quản trị thay chứng thư số mới"):
        issue(paper, "number", by=world.people["secretary"], number="05", dated=date(2026, 1, 5), order_is_right=True)
    paper.refresh_from_db()
    assert paper.state == State.APPROVED


def test_certificate_that_cannot_be_opened_gives_no_number(world: World, settings: Any) -> None:
    settings.OFFICE_CERTIFICATES, settings.OFFICE_CERTIFICATE_PASSWORD = f"{world.ward.code}={office().base64}", "sai"
    with pytest.raises(MoveRefused, match="Không mở được chứng thư số"):
        issue(approved(world.ward), "number", by=world.people["secretary"], number="05", dated=date(2026, 1, 5), order_is_right=True)


def test_new_image_takes_the_place_of_the_old_one(world: World, secretary: Client) -> None:
    for _ in range(2):
        assert send(secretary, world).status_code == 302
    assert Mark.objects.count() == 2
    assert Mark.objects.in_use().count() == 1
    assert [(line.label, line.reason) for line in Line.objects.of(world.ward).filter(move="mark")] == [
        ("Thay hình chữ ký", "Lê Văn Chủ"),
        ("Thêm hình chữ ký", "Lê Văn Chủ"),
    ]


def test_image_taken_out_of_use_is_not_shown_any_more(world: World, secretary: Client) -> None:
    mark = add_mark(world.ward, world.people["secretary"])
    assert secretary.get(reverse("paper-mark", args=[mark.pk]))["Content-Type"] == "image/png"
    for _ in range(2):
        assert secretary.post(reverse("paper-mark-remove", args=[mark.pk])).status_code == 302
    assert secretary.get(reverse("paper-mark", args=[mark.pk])).status_code == 404
    assert Line.objects.of(world.ward).filter(move="mark").count() == 1


@pytest.mark.parametrize(
    ("content", "values", "sentence"),
    [
        (image("RGB"), {}, "Hình không có nền trong suốt."),
        (image(size=(2001, 10)), {}, "Hình quá lớn (2001 × 10 điểm)."),
        (image(), {"signatory": ""}, "Xin ghi họ tên người ký."),
        (image(), {"signatory": "Lê\U0001f600"}, "U+1F600"),
        (b"%PDF-1.7", {}, "không phải là tệp PNG"),
    ],
)
def test_wrong_image_is_refused_in_words(content: bytes, values: dict[str, str], sentence: str, world: World, secretary: Client) -> None:
    answer = send(secretary, world, content, **values)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Mark.objects.exists()


def test_nobody_puts_a_mark_for_another_ward(world: World, secretary: Client) -> None:
    assert send(secretary, world, unit=world.other_ward.pk).status_code == 200
    assert not Mark.objects.exists()


def test_two_images_in_use_of_one_signatory_cannot_be_stored(world: World) -> None:
    mark = add_mark(world.ward, world.people["secretary"])
    other = add_mark(world.ward, world.people["secretary"])
    with pytest.raises(IntegrityError):
        Mark.objects.filter(pk=other.pk).update(signatory=mark.signatory)


def test_the_office_that_works_today_is_chosen_beforehand(world: World, secretary: Client) -> None:
    Unit.objects.filter(pk=world.ward.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    successor = make_unit(world.province, world.ward.kind, short_name="phường Mới")
    make_term(world.people["secretary"], successor, Role.SECRETARY)
    field = secretary.get(reverse("paper-marks")).context["form"].fields["unit"]
    assert ({str(unit) for unit in field.queryset}, field.initial) == ({str(world.ward), "phường Mới"}, successor)
