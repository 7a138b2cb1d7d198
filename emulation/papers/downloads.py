"""Handing a paper to the browser, under its Vietnamese name."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def pdf_response(pdf: bytes, name: str, *, download: bool = False) -> HttpResponse:
    """The bytes as application/pdf under `name` (with diacritics, RFC 6266), shown in the browser unless to be downloaded."""
    return _file_response(pdf, "application/pdf", name, download)


def zip_response(archive: bytes, name: str) -> HttpResponse:
    return _file_response(archive, "application/zip", name, download=True)


def xlsx_response(workbook: bytes, name: str) -> HttpResponse:
    return _file_response(workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name, download=True)


def toml_response(toml: str, name: str) -> HttpResponse:
    return _file_response(toml.encode(), "application/toml", name, download=True)


def _file_response(content: bytes, content_type: str, name: str, download: bool) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=download, filename=name) or "inline"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)
