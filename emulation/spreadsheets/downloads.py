"""Handing a file to the browser under its Vietnamese name: tables here, papers in `emulation.papers.downloads`."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_response(workbook: bytes, name: str) -> HttpResponse:
    return file_response(workbook, XLSX, name, download=True)


def csv_response(table: bytes, name: str) -> HttpResponse:
    return file_response(table, "text/csv; charset=utf-8", name, download=True)


def file_response(content: bytes, content_type: str, name: str, *, download: bool) -> HttpResponse:
    """The bytes under `name` (with diacritics, RFC 6266), kept by no cache."""
    disposition = content_disposition_header(as_attachment=download, filename=name) or "inline"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)
