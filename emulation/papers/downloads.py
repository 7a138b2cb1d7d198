"""Handing a paper to the browser, under its Vietnamese name."""

from django.http import HttpResponse

from emulation.spreadsheets.downloads import file_response, xlsx_response

__all__ = ["docx_response", "pdf_response", "toml_response", "xlsx_response", "zip_response"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def docx_response(word: bytes, name: str) -> HttpResponse:
    return file_response(word, DOCX, name, download=True)


def pdf_response(pdf: bytes, name: str, *, download: bool = False) -> HttpResponse:
    """The bytes as application/pdf under `name`, shown in the browser unless to be downloaded."""
    return file_response(pdf, "application/pdf", name, download=download)


def zip_response(archive: bytes, name: str) -> HttpResponse:
    return file_response(archive, "application/zip", name, download=True)


def toml_response(toml: str, name: str) -> HttpResponse:
    return file_response(toml.encode(), "application/toml", name, download=True)
