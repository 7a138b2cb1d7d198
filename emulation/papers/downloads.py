"""Handing a paper to the browser, under its Vietnamese name."""

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from emulation.papers.broken import BrokenPaper
from emulation.spreadsheets.downloads import file_response, xlsx_response

logger = logging.getLogger(__name__)

__all__ = ["docx_response", "not_printed", "pdf_response", "toml_response", "xlsx_response", "zip_response"]

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


def not_printed(request: HttpRequest, named: str, broken: BrokenPaper, back: str) -> HttpResponse:
    """Leads back to that page, which says that the paper cannot be printed and why."""
    logger.warning("%s cannot be printed: %s", named, broken)
    messages.error(request, f"Không in được {named}. {broken.sentence}")
    return redirect(back)
