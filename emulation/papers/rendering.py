"""Turns HTML into the bytes of an archivable PDF (PDF/A-2a and PDF/UA-1). Reads our static files and nothing else.

What is light is laid out in this process; what is heavier in a child with limits of time and memory (`limits`, `processes`).
"""

from base64 import b64decode
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from django.db import connection
from PIL import Image
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from emulation.papers.broken import BUSY, FORBIDDEN, TOO_LARGE, BrokenPaper
from emulation.papers.limits import weighed
from emulation.papers.processes import Child
from emulation.papers.tables import name_table_heads
from emulation.vietnamese.printable import name_of, unprintable

# The source tree, never STATIC_ROOT: a paper looks the same whether or not `collectstatic` ran, and digests do not change names in it.
STATIC = (Path(settings.BASE_DIR) / "static").resolve()
PNG, SVG = "data:image/png;base64,", "data:image/svg+xml;charset=utf-8,"  # seals and signatures; QR codes
PDF_UA_CLAIM = (Path(__file__).parent / "pdfua.xmp").read_bytes()

# One render at a time in a process. Pango's font map and the shared configuration are not made for several threads, and a render
# holds Python's interpreter lock nearly all the time: a configuration for each thread would cost memory and gain no speed.
ONE_AT_A_TIME = Lock()


# One child at a time beside each process, so that many long papers at once cannot eat the memory of the machine.
ONE_APART = Lock()


class StaticOnly(URLFetcher):
    """Lets a paper read `static/` and the images inside it, nothing else; anything else stops the rendering, and stands in `failed`."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False, fail_on_errors=True)
        self.failed: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file at a file: URL, or an image in a data: URL. Raises ValueError for anything else, whatever `..`, `%2e%2e` or symbolic link leads there."""
        try:
            return super().fetch(_own_image(url) if url.startswith("data:") else _own_file(url), headers)
        except Exception:
            self.failed.append(url)  # an SVG drawing swallows every error in it: we look here when the paper is done
            raise


def _own_file(url: str) -> str:
    """The file: URL of one of our static files, free of detours. Raises ValueError if it leads anywhere else."""
    parts = urlsplit(url)
    path = Path(url2pathname(parts.path)).resolve()
    if parts.scheme != "file" or parts.netloc or not path.is_relative_to(STATIC):
        raise ValueError(f"A paper may not read {url}")
    return path.as_uri()


def _own_image(url: str) -> str:
    """The data: URL of an image that our templates put in. What people type is escaped and makes none. Raises ValueError for what is no such image."""
    if url.startswith(PNG):
        try:
            Image.open(BytesIO(b64decode(url.removeprefix(PNG), validate=True)), formats=["PNG"]).verify()
        except Exception as error:
            raise ValueError(f"No PNG image: {error}") from error
    elif not url.startswith(SVG):
        raise ValueError(f"A paper may not read {url[:40]}")
    return url


class PaperHTML(HTML):
    """A document whose elements start from our own short sheet instead of WeasyPrint's."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_elements()]


@lru_cache(maxsize=1)
def _elements() -> CSS:
    return CSS(filename=Path(__file__).parent / "elements.css", url_fetcher=StaticOnly())


@lru_cache(maxsize=1)
def _style() -> tuple[CSS, FontConfiguration]:
    """The parsed sheet and its fonts, once per process: a new FontConfiguration each time leaks about 0.25 MiB and a third of the speed."""
    fonts = FontConfiguration()
    return CSS(filename=STATIC / "paper.css", url_fetcher=StaticOnly(), font_config=fonts), fonts


def _claim_pdf_ua(_document: Any, pdf: Any) -> None:
    """Adds PDF/UA-1 to the XMP of a PDF/A-2a: WeasyPrint writes one claim only, and PDF/A wants the second one's schema declared."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [part.replace(b"</rdf:RDF>", PDF_UA_CLAIM + b"</rdf:RDF>") for part in metadata.stream]


def _finish(document: Any, pdf: Any) -> None:
    _claim_pdf_ua(document, pdf)
    name_table_heads(pdf)


def _refuse_inside_transaction() -> None:
    """Rendering takes a tenth of a second and SQLite has one writer. The test is that of Django's `atomic(durable=True)`."""
    blocks = connection.atomic_blocks
    if blocks and not getattr(blocks[-1], "_from_testcase", False):
        raise RuntimeError("Render a paper before or after the transaction, not inside it.")


def render_pdf(html: str) -> bytes:
    """The PDF of a whole HTML document: title, author and language are those of its head. The same HTML gives the same bytes.

    Raises BrokenPaper with the reason, and RuntimeError when called inside an open transaction.
    """
    return render_one_file([html])


def render_one_file(htmls: Sequence[str]) -> bytes:
    """One PDF of these papers, one after another, each with its own page numbers; the fonts are in it once. Its head data are the first one's.

    All of them are laid out before the first byte is written: give it some dozens, and `bulk` more. Raises as `render_pdf` does.
    """
    _refuse_inside_transaction()
    return render_here(htmls) if weighed(htmls) <= settings.PAPER_LIGHT else _render_apart(htmls)


def _render_apart(htmls: Sequence[str]) -> bytes:
    """The same from a child, killed when it goes beyond its limits."""
    if not ONE_APART.acquire(timeout=settings.PAPER_SECONDS):
        raise BrokenPaper("Another heavy paper is being rendered", BUSY)
    child = Child()
    try:
        child.begin(htmls)
        result = child.result()
    finally:
        child.stop()
        ONE_APART.release()
    if isinstance(result, BrokenPaper):
        raise result
    return result


def render_here(htmls: Sequence[str]) -> bytes:
    """The same in this process, whatever it costs."""
    if missing := unprintable("".join(htmls)):
        names = ", ".join(map(name_of, missing))
        raise BrokenPaper(f"The paper font has no {names}", f"Phông chữ của văn bản không có {names}. Xin sửa hoặc bỏ chỗ đó rồi in lại.")
    fetcher = StaticOnly()
    try:
        pdf = _laid_out(htmls, fetcher)
    except FatalURLFetchingError as error:  # a BaseException: `except Exception` misses it
        raise BrokenPaper(f"{error}: {error.__cause__}", FORBIDDEN) from error
    except MemoryError as error:
        raise BrokenPaper("It needs more memory than it may use", TOO_LARGE) from error
    except Exception as error:  # whatever WeasyPrint trips over, one paper must not stop the others
        raise BrokenPaper(f"WeasyPrint failed: {error!r}") from error
    if fetcher.failed:
        raise BrokenPaper(f"Error fetching {', '.join(fetcher.failed)}", FORBIDDEN)
    return pdf


def _laid_out(htmls: Sequence[str], fetcher: StaticOnly) -> bytes:
    with ONE_AT_A_TIME:
        style, fonts = _style()
        made = [PaperHTML(string=html, base_url=f"{STATIC.as_uri()}/", url_fetcher=fetcher) for html in htmls]
        documents = [one.render(stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-2a") for one in made]
        whole = documents[0].copy([page for document in documents for page in document.pages])
        pdf: bytes = whole.write_pdf(pdf_variant="pdf/a-2a", finisher=_finish)
    return pdf
