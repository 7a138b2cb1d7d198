"""Signing for an office and reading signatures."""

import io
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ed25519
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from emulation.signatures.office_keys import OfficeSigner, office_signer, trusted_roots
from emulation.signatures.reading import read_signatures
from emulation.signatures.reports import CertificateOutOfDate, Coverage, SignatureState, UnreadablePdf
from emulation.signatures.signing import sign_pdf
from tests import certificates
from tests.certificates import PASSWORD, chair, expired, office
from tests.signing_tools import paper, roots, stamped


@pytest.fixture(autouse=True)
def quiet_library() -> None:
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@pytest.fixture
def signer(settings: Any) -> OfficeSigner:
    settings.OFFICE_CERTIFICATES, settings.OFFICE_CERTIFICATE_PASSWORD = f"bach-quang={office().base64}", PASSWORD
    found = office_signer("bach-quang")
    assert found is not None
    return found


def test_office_signs_and_everyone_can_read_who_did(signer: OfficeSigner) -> None:
    (report,) = read_signatures(sign_pdf(paper(), signer, reason="Ban hành"), roots())
    assert (report.signer, report.organisation) == ("Ủy ban nhân dân phường Bách Quang", "UBND phường Bách Quang")
    assert report.issuer == "Cơ quan chứng thực thử nghiệm"
    assert report.signed_at is not None
    assert abs(report.signed_at - timezone.now()) < timedelta(minutes=1)
    assert (report.state, report.coverage) == (SignatureState.TRUSTED, Coverage.FILE)
    assert (report.state_words, report.coverage_words) == ("Hợp lệ", "toàn bộ tệp")
    assert report.is_timestamped is False


def test_signature_comes_after_the_very_bytes_of_the_paper(signer: OfficeSigner) -> None:
    assert sign_pdf(paper(), signer, reason="Ban hành").startswith(paper())


def test_signed_paper_keeps_what_archives_and_screen_readers_need(signer: OfficeSigner) -> None:
    with pikepdf.open(io.BytesIO(sign_pdf(paper(), signer, reason="Ban hành"))) as pdf:
        (widget,) = pdf.pages[0].obj.Annots
        assert [float(number) for number in widget.Rect] == [-9999, -9999, -9999, -9999]
        assert int(widget.F) & 0b10 == 0, "PDF/A forbids a hidden annotation"
        assert int(widget.F) & 0b100, "PDF/A wants the print flag"
        assert pdf.pages[0].obj.Tabs == "/S"
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        assert str(widget.TU) == "Chữ ký số của cơ quan"
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        assert "/StructTreeRoot" in pdf.Root
        assert widget.V.SubFilter == "/ETSI.CAdES.detached"


def test_two_signatures_of_one_paper_have_fields_of_their_own(signer: OfficeSigner) -> None:
    twice = sign_pdf(sign_pdf(paper(), signer, reason="Ban hành"), signer, reason="Sao y")
    assert [report.coverage for report in read_signatures(twice, roots())] == [Coverage.REVISION, Coverage.FILE]


def test_signer_is_loaded_once(signer: OfficeSigner) -> None:
    assert office_signer("bach-quang") is signer


def test_each_issuer_has_a_certificate_of_its_own_in_a_folder(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "luong-son.p12").write_bytes(chair().packed)
    settings.OFFICE_CERTIFICATES, settings.OFFICE_CERTIFICATE_PASSWORD = f"file://{tmp_path}", PASSWORD
    found = office_signer("luong-son")
    assert found is not None
    (report,) = read_signatures(sign_pdf(paper(), found, reason="Ban hành"), roots())
    assert (report.signer, report.state) == ("Nguyễn Văn An", SignatureState.TRUSTED)
    assert office_signer("binh-luong") is None
    assert office_signer("../luong-son") is None


def test_installation_without_certificates_signs_nothing(settings: Any) -> None:
    settings.OFFICE_CERTIFICATES = ""
    assert office_signer("bach-quang") is None


@pytest.mark.parametrize(("content", "password"), [("###", ""), ("aGVsbG8=", ""), ("right", "wrong")])
def test_certificate_that_cannot_be_opened_is_named(content: str, password: str, settings: Any) -> None:
    settings.OFFICE_CERTIFICATES = f"bach-quang={office().base64 if content == 'right' else content}"
    settings.OFFICE_CERTIFICATE_PASSWORD = password
    with pytest.raises(ImproperlyConfigured, match="bach-quang cannot be opened"):
        office_signer("bach-quang")


def test_certificate_with_another_kind_of_key_is_refused(settings: Any) -> None:
    strange = certificates.holder("Khóa lạ", "UBND", ed25519.Ed25519PrivateKey.generate())
    settings.OFFICE_CERTIFICATES, settings.OFFICE_CERTIFICATE_PASSWORD = f"bach-quang={strange.base64}", PASSWORD
    with pytest.raises(ImproperlyConfigured, match="RSA or an EC key"):
        office_signer("bach-quang")


def test_expired_certificate_signs_nothing(settings: Any) -> None:
    settings.OFFICE_CERTIFICATES, settings.OFFICE_CERTIFICATE_PASSWORD = f"bach-quang={expired().base64}", PASSWORD
    found = office_signer("bach-quang")
    assert found is not None
    with pytest.raises(CertificateOutOfDate, match="từ 01/01/2020 đến 01/01/2022"):
        sign_pdf(paper(), found, reason="Ban hành")


def test_roots_are_read_from_a_file_and_from_a_folder(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "goc.pem").write_bytes(certificates.authority_pem())
    (tmp_path / "ghi-chu.txt").write_text("không phải chứng thư")
    for setting, there in [("", 0), (str(tmp_path), 1), (str(tmp_path / "goc.pem"), 1)]:
        settings.SIGNATURE_ROOTS = setting
        assert len(trusted_roots()) == there


@pytest.mark.parametrize("content", [b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_roots_that_cannot_be_read_are_said(content: bytes, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "hong.pem").write_bytes(content)
    settings.SIGNATURE_ROOTS = str(tmp_path / ("hong.pem" if content else "khong-co.pem"))
    with pytest.raises(ImproperlyConfigured, match="SIGNATURE_ROOTS"):
        trusted_roots()


def test_signer_of_an_unknown_authority_is_shown_as_such() -> None:
    (report,) = read_signatures(stamped(paper(), chair()), [])
    assert (report.state, report.state_words) == (SignatureState.UNKNOWN, "Chưa xác minh được nơi cấp chứng thư số")


def test_certificate_that_ran_out_before_signing_is_shown_as_such() -> None:
    (report,) = read_signatures(stamped(paper(), expired()), roots())
    assert report.state is SignatureState.OUT_OF_DATE


def test_certificate_that_ran_out_after_signing_was_valid_then() -> None:
    with time_machine.travel("2021-06-01T08:00:00+07:00", tick=False):
        signed = stamped(paper(), expired())
    (report,) = read_signatures(signed, roots())
    assert report.state is SignatureState.TRUSTED


def test_flipped_byte_breaks_the_signature() -> None:
    signed = bytearray(stamped(paper(), chair()))
    signed[len(paper()) - 40] ^= 1
    try:
        states = [report.state for report in read_signatures(bytes(signed), roots())]
    except UnreadablePdf:
        states = []
    assert SignatureState.TRUSTED not in states


def test_signature_that_cannot_be_read_is_shown_as_broken() -> None:
    signed = stamped(paper(), chair())
    begin = signed.rindex(b"/Contents <") + len(b"/Contents <")
    (report,) = read_signatures(signed[:begin] + b"00" * 20 + signed[begin + 40 :], roots())
    assert (report.signer, report.state, report.coverage) == ("", SignatureState.BROKEN, Coverage.PART)


def test_paper_without_signatures_has_none() -> None:
    assert read_signatures(paper(), roots()) == ()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"xin chao" * 200, b"%PDF-1.7\nstartxref\n9\n%%EOF", paper()[:2000], paper()[:-200]])
def test_bytes_that_are_no_pdf_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(UnreadablePdf, match="Xin tải lại tệp"):
        read_signatures(content, roots())


def test_form_that_makes_no_sense_is_refused_in_words() -> None:
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        field = pikepdf.Dictionary(T=pikepdf.String("Ký"), FT=pikepdf.Name.Sig, V=pdf.make_indirect(pikepdf.Array([1])))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(field)]))
        buffer = io.BytesIO()
        pdf.save(buffer)
    with pytest.raises(UnreadablePdf):
        read_signatures(buffer.getvalue(), roots())
