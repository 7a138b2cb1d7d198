"""Certificates: one for each award, never two; printed whole, or as words alone moved by exactly as many millimetres as the office says."""

import io
from decimal import Decimal
from importlib import import_module
from typing import Any

import pikepdf
import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from awards import certificates, decision_jobs
from awards.award_workflow import move_award
from awards.certificates import certificate_of, details_of, make_certificate, without_certificate
from awards.decision_jobs import start_for
from awards.models import Award, CertificateOffsets, Decision, Nomination, Rate
from awards.proposing import achievement_of
from emulation.issuing import finishing
from emulation.issuing.approval import approve, printed
from emulation.issuing.keeping import kept_bytes
from emulation.issuing.models import OutgoingPaper
from emulation.issuing.workflow import move_paper
from emulation.jobs.kinds import KINDS
from emulation.jobs.models import Job
from emulation.jobs.running import run
from emulation.papers.broken import BrokenPaper
from emulation.papers.kinds import PaperKind
from emulation.people.models import Role
from emulation.units.models import Unit
from emulation.workflow import MoveRefused
from tests.assessing import GROUP
from tests.awarding import honour, make_nomination
from tests.deciding import issued, office_of, passed, ready, signed, unchecked
from tests.pdf import MM, pdf_text, text_lines
from tests.world import World, make_person


def done(world: World, decision: Decision, kind: str) -> Job:
    """The job, run to its end."""
    job = start_for(decision, kind, owner=world.people["secretary"])
    run(job.pk)
    job.refresh_from_db()
    return job


def read(job: Job) -> bytes:
    assert job.outcome == "done", job.error
    with job.file.open() as file:
        content: bytes = file.read()
    return content


def pages(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in mm."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [(round(float(page.mediabox[2]) / MM), round(float(page.mediabox[3]) / MM)) for page in document.pages]


def test_each_award_gets_its_certificate_with_number_date_and_place_in_the_golden_book(world: World) -> None:
    decision = issued(office_of(world), *ready(world, 2, details="trưởng ban công tác mặt trận"))
    pdf = read(done(world, decision, "make-certificates"))
    assert (pages(pdf), without_certificate(decision)) == ([(297, 210)] * 2, [])
    for award in decision.awards.order_by("book_number"):
        assert award.certificate is not None
        assert (award.certificate.state, award.certificate.dated) == ("issued", decision.paper.dated if decision.paper else None)
        text = pdf_text(kept_bytes(award.certificate.file))
        for words in (award.name, "Số quyết định: 41/QĐ-UBND", f"Số sổ vàng: {award.book_line}", "GIẤY KHEN", award.certificate.shown_code):
            assert words in text
            assert words in pdf_text(pdf)


def test_a_title_and_what_is_itself_a_unit_are_worded_so(world: World) -> None:
    title = unchecked(make_nomination(world.unit, world.people["head"], honour="lao-dong-tien-tien"), world)
    unit = unchecked(make_nomination(world.unit, world.people["head"], subject="collective", nominee_unit=world.unit, name=world.unit.name), world)
    decision = issued(office_of(world), title, unit)
    of_unit, of_person = decision.awards.order_by("position")
    assert (certificate_of(of_person).verb, certificate_of(of_person).award) == ("TẶNG DANH HIỆU", "LAO ĐỘNG TIÊN TIẾN")
    assert (certificate_of(of_unit).verb, details_of(of_unit)) == ("TẶNG", ("Phường Bách Quang",))
    assert details_of(of_person) == ("Tổ dân phố Bá Vân 1, phường Bách Quang",)
    of_unit.honour = honour(GROUP)
    assert certificate_of(of_unit).award == "TỔ DÂN PHỐ VĂN HÓA"
    of_unit.unit = Unit(kind="thon", name="Thôn Soi", commune=world.ward)
    assert certificate_of(of_unit).award == "THÔN VĂN HÓA"
    of_person.unit = world.ward
    assert details_of(of_person) == ("Phường Bách Quang",)
    of_person.unit = Unit(pk=0, name="Trạm Y tế phường Bách Quang", commune=world.ward)
    assert details_of(of_person) == ("Trạm Y tế phường Bách Quang",)  # which says the commune itself


def test_beginning_again_makes_only_what_is_missing(world: World) -> None:
    decision = issued(office_of(world), *ready(world, 3))
    one, two, three = decision.awards.order_by("book_number")
    make_certificate(one, by=world.people["secretary"])
    two.certificate = approve(certificate_of(two), unit=world.ward, kind=PaperKind.CERTIFICATE, subject="x", by=world.people["secretary"])
    two.save()
    three.certificate = approve(certificate_of(three), unit=world.ward, kind=PaperKind.CERTIFICATE, subject="x", by=world.people["secretary"])
    three.save()
    assert decision.paper is not None
    move_paper(three.certificate, "issue", by=world.people["secretary"], dated=decision.paper.dated)  # killed before it was rendered
    assert without_certificate(decision) == [two, three]
    for _ in range(2):
        assert len(pages(read(done(world, decision, "make-certificates")))) == 3
    assert OutgoingPaper.objects.filter(kind="giay-khen").values_list("state", flat=True).order_by().distinct().get() == "issued"
    assert OutgoingPaper.objects.filter(kind="giay-khen").count() == 3
    assert make_certificate(one, by=world.people["secretary"]) == Award.objects.get(pk=one.pk).certificate


def test_what_was_revoked_meanwhile_gets_none(world: World) -> None:
    award = issued(office_of(world), *ready(world, 1)).awards.get()
    move_award(award, "revoke", by=world.people["chair"], reason="Khai man.")
    assert make_certificate(award, by=world.people["secretary"]) is None
    job = done(world, award.decision, "make-certificates")
    assert (job.outcome, job.error) == ("failed", "Chưa có giấy khen nào được lập.")


def test_revoking_an_award_revokes_its_certificate_and_whoever_verifies_it_sees_that(world: World) -> None:
    decision = issued(office_of(world), *ready(world, 2))
    read(done(world, decision, "make-certificates"))
    award = decision.awards.earliest("book_number")
    revoked = move_award(award, "revoke", by=world.people["chair"], reason="Khai man thành tích.")
    certificate = Award.objects.get(pk=award.pk).certificate
    assert certificate is not None
    assert (revoked.state, revoked.book_number, certificate.state) == ("revoked", 1, "revoked")
    assert certificate.end_reason == "Hủy bỏ khen thưởng. Khai man thành tích."
    assert "× Đã thu hồi" in Client().get(f"/xac-minh/{certificate.shown_code}/").content.decode()
    assert len(pages(read(done(world, decision, "print-certificates")))) == 1


@pytest.mark.parametrize(("state", "ends"), [("approved", "withdrawn"), ("issuing", None), ("revoked", "revoked")])
def test_a_certificate_on_its_way_is_taken_back_with_the_award(world: World, state: str, ends: str | None) -> None:
    decision, secretary = issued(office_of(world), *ready(world, 1)), world.people["secretary"]
    award = decision.awards.get()
    paper = approve(certificate_of(award), unit=world.ward, kind=PaperKind.CERTIFICATE, subject="x", by=secretary)
    award.certificate = paper
    award.save()
    assert decision.paper is not None
    if state != "approved":
        move_paper(paper, "issue", by=secretary, dated=decision.paper.dated)
    if state == "revoked":
        paper = certificates.finish(OutgoingPaper.objects.get(pk=paper.pk))
        move_paper(paper, "revoke", by=secretary, reason="Sai.")
    award = Award.objects.get(pk=award.pk)
    if ends is None:
        with pytest.raises(MoveRefused, match="đang được phát hành"):
            move_award(award, "revoke", by=world.people["chair"], reason="Khai man.")
        return
    move_award(award, "revoke", by=world.people["chair"], reason="Khai man.")
    assert OutgoingPaper.objects.get(pk=paper.pk).state == ends


def places(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Where each line begins, in mm from the left and from the top."""
    return {line.text: (line.left / MM, line.top / MM) for line in text_lines(pdf)}


def test_the_words_alone_stand_where_they_do_on_the_certificate_and_move_by_exactly_so_many_mm(world: World) -> None:
    decision = issued(office_of(world), *ready(world, 1))
    whole = places(read(done(world, decision, "make-certificates")))
    bare = read(done(world, decision, "overprint-certificates"))
    straight = places(bare)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "GIẤY KHEN", "TẶNG"):
        assert (words in " ".join(whole), words in " ".join(straight)) == (True, False)
    assert {word for word in straight if word not in whole} == set()
    for word, place in straight.items():
        assert place == pytest.approx(whole[word], abs=0.05)

    CertificateOffsets.objects.create(unit=world.ward, right_mm=Decimal("12.5"), down_mm=Decimal("-3.2"))
    moved = read(done(world, decision, "overprint-certificates"))
    assert pages(moved) == pages(bare) == [(297, 210)]
    for word, (left, top) in places(moved).items():
        assert (left - straight[word][0], top - straight[word][1]) == pytest.approx((12.5, -3.2), abs=0.05)


def test_blanks_are_printed_over_by_honour_and_each_file_is_named_for_whom_it_is(client: Client, world: World) -> None:
    title = unchecked(make_nomination(world.unit, world.people["head"], honour="lao-dong-tien-tien"), world)
    decision = issued(office_of(world), title, *ready(world, 1))
    read(done(world, decision, "make-certificates"))
    for award in decision.awards.select_related("certificate", "honour"):
        assert award.certificate is not None
        called = f"Giấy chứng nhận {award.honour}" if award.honour.is_title else "Giấy khen"  # a title is no paper, and a paper is named once
        assert award.certificate.file_title.startswith(f"{called} - {award.name} ")
        assert (award.certificate.kind_word, award.certificate.kind_and_subject) == (called, f"{called}: {award.name}")
    client.force_login(world.people["secretary"])
    url = reverse("decision-print", args=[decision.pk, "phoi"])
    assert client.post(url).status_code == 404  # of which honour?
    assert client.post(url, {"honour": title.honour_id}).status_code == 302
    job = Job.objects.get(kind="overprint-certificates")
    run(job.pk)
    job.refresh_from_db()
    assert len(pages(read(job))) == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("gia-dinh-van-hoa", "Đã đạt các tiêu chuẩn của danh hiệu năm 2026"),
        ("lao-dong-tien-tien", "Đã hoàn thành tốt nhiệm vụ năm 2026"),
        ("giay-khen", "Đã có thành tích xuất sắc trong thực hiện nhiệm vụ năm 2026"),
    ],
)
def test_what_a_certificate_says_is_by_its_honour(db: None, code: str, said: str) -> None:
    assert achievement_of(Nomination(honour=honour(code), year=2026, kind="merit")) == said


def test_the_list_of_payments_has_room_for_signatures_and_the_sum(world: World) -> None:
    decision = issued(office_of(world), *ready(world, 2))
    text = pdf_text(read(done(world, decision, "print-payments")))
    for words in ("DANH SÁCH CHI TIỀN THƯỞNG", "Ký nhận", "760.000", "1.520.000", "41/QĐ-UBND", "Bằng chữ: Một triệu năm trăm hai mươi nghìn đồng."):
        assert words in text
    Rate.objects.all().delete()
    without = issued(office_of(world), *ready(world, 1), number="42")
    assert "Có 1 trường hợp chưa có căn cứ" in pdf_text(read(done(world, without, "print-payments")))


@pytest.mark.parametrize("kind", ["make-certificates", "print-certificates", "overprint-certificates", "print-payments"])
def test_nothing_is_printed_before_the_decision_is_issued(world: World, kind: str) -> None:
    job = done(world, signed(office_of(world), *ready(world, 1)), kind)
    assert (job.outcome, job.error[:28]) == ("failed", "Quyết định chưa được ban hàn")


def test_an_office_that_cannot_sign_today_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise MoveRefused("Chứng thư số đã hết hạn.")

    decision = issued(office_of(world), *ready(world, 1))
    monkeypatch.setattr(certificates, "issue", refuse)
    job = done(world, decision, "make-certificates")
    assert (job.outcome, job.error) == ("failed", "Chứng thư số đã hết hạn.")


def test_a_job_is_open_to_the_secretaries_of_the_office_alone(world: World) -> None:
    decision = issued(office_of(world), passed(make_nomination(world.unit, world.people["head"]), world.people["secretary"]))
    params = {"decision": decision.pk, "by": world.people["secretary"].pk}
    open_to = KINDS["make-certificates"].open_to
    assert [open_to(user, params) for user in (world.people["secretary"], make_person(Role.SECRETARY, world.other_ward), world.people["head"])] == [
        True,
        False,
        False,
    ]
    assert open_to(world.people["secretary"], {**params, "decision": 0}) is False


def test_the_decision_itself_keeps_what_was_signed(world: World) -> None:
    decision = issued(office_of(world), *ready(world, 1, name="Nguyễn Văn Thành"))
    assert decision.paper is not None
    text = pdf_text(printed(decision.paper))
    assert "Nguyễn Văn Thành" in text
    assert "41/QĐ-UBND" in text


def test_a_certificate_that_cannot_be_printed_is_named_and_the_others_come_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    decision = issued(office_of(world), *ready(world, 1, name="Nguyễn Văn Hỏng"), *ready(world, 1, name="Nguyễn Văn Tốt"))
    whole = finishing.pdf_of

    def broken(content: object, **given: Any) -> bytes:
        if "Hỏng" in str(content):
            raise BrokenPaper("Thiếu chữ.")
        return whole(content, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(finishing, "pdf_of", broken)
    job = done(world, decision, "make-certificates")
    assert (len(pages(read(job))), "Nguyễn Văn Hỏng" in job.notice, "Nguyễn Văn Tốt" in job.notice) == (1, True, False)
    assert [award.name for award in without_certificate(decision)] == ["Nguyễn Văn Hỏng"]
    monkeypatch.undo()
    job = done(world, decision, "make-certificates")
    assert (len(pages(read(job))), job.notice, without_certificate(decision)) == (2, "", [])


def test_words_that_cannot_be_printed_alone_are_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    decision = issued(office_of(world), *ready(world, 1, name="Nguyễn Văn Hỏng"), *ready(world, 1, name="Nguyễn Văn Tốt"))
    read(done(world, decision, "make-certificates"))
    whole = decision_jobs.overprint_html
    monkeypatch.setattr(decision_jobs, "overprint_html", lambda content, **given: whole(content, **given).replace("Hỏng", "漢"))
    job = done(world, decision, "overprint-certificates")
    assert (len(pages(read(job))), "Nguyễn Văn Hỏng" in job.notice) == (1, True)


def test_a_migration_calls_the_certificates_of_titles_that_were_issued_before(world: World) -> None:
    decision = issued(office_of(world), unchecked(make_nomination(world.unit, world.people["head"], honour="lao-dong-tien-tien"), world), *ready(world, 1))
    read(done(world, decision, "make-certificates"))
    papers = OutgoingPaper.objects.filter(certificate_of__decision=decision).order_by("pk")
    before = list(papers.values_list("subject", "search_key"))
    for paper in papers:
        paper.subject = paper.subject.removeprefix("Giấy chứng nhận ")
        paper.save()
    for _ in range(2):
        import_module("awards.migrations.0014_certificates_of_titles").call(apps, None)
    assert list(papers.values_list("subject", "search_key")) == before
    assert sorted(subject.partition(": ")[0] for subject, _ in before) == ["Giấy chứng nhận Lao động tiên tiến", "Giấy khen"]
