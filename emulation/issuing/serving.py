"""Handing out bytes that never change: with their digest as ETag, and in parts where a reader asks for a part (RFC 9110, 13 and 14)."""

import re

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header, parse_etags

from emulation.issuing.keeping import papers_storage

ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def stored_response(request: HttpRequest, *, name: str, sha256: str, size: int, shown_as: str, download: bool = False) -> HttpResponse:
    """The file `name` of the storage, as `shown_as`: 200, 206 for a part, 304 for who has it, 416 for a part beyond its end.

    A reader asks again each time (no-cache), so that whoever lost the right to see it gets nothing from a cache.
    """
    etag = f'"{sha256}"'
    response = HttpResponse(status=304) if _has_it(request, etag) else _part(request, name, etag, size)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = content_disposition_header(as_attachment=download, filename=shown_as) or "inline"
    return response


def _has_it(request: HttpRequest, etag: str) -> bool:
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in held or etag in {one.removeprefix("W/") for one in held}


def _part(request: HttpRequest, name: str, etag: str, size: int) -> HttpResponse:
    asked = asked_part(request.headers.get("Range", ""), size) if request.headers.get("If-Range", etag) == etag else None
    if asked is None:
        return HttpResponse(_read(name, 0, size), content_type="application/pdf")
    first, last = asked
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = HttpResponse(_read(name, first, last - first + 1), status=206, content_type="application/pdf")
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def asked_part(header: str, size: int) -> tuple[int, int] | None:
    """The first and last byte that a Range header asks for; None for the whole, as for several parts; first > last where there are none."""
    found = ONE_RANGE.fullmatch(header.strip())
    if not found or found[1] == found[2] == "":
        return None
    if found[1] == "":
        return (max(0, size - int(found[2])), size - 1) if int(found[2]) else (size, size - 1)
    first, last = int(found[1]), min(int(found[2] or size - 1), size - 1)
    if found[2] and int(found[2]) < first:
        return None  # no valid range at all: RFC 9110 says to pass it over
    return (first, last) if first < size else (size, size - 1)


def _read(name: str, first: int, length: int) -> bytes:
    with papers_storage().open(name) as file:
        file.seek(first)
        content: bytes = file.read(length)
    return content
