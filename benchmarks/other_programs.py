"""The same papers by LibreOffice, from DOCX in one call, and by Typst, from a source written by hand: where they are installed."""

import importlib
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from emulation.papers.content import Paper
from emulation.papers.document import Content
from emulation.papers.rendering import STATIC

SOURCE = Path(__file__).with_name("ke_hoach.typ")
FILTER = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)


def module(name: str) -> Any:
    """A module that may be missing."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def word() -> Any:
    return module("emulation.papers.word.copies")


def typst() -> Any:
    """Imported only where it is measured: it would count among our memory."""
    return module("typst")


class LibreOffice:
    """One call of soffice for many DOCX files, with a profile of its own; it can claim PDF/A-2b with tags, not 2a."""

    def __init__(self, contents: Sequence[Content | Paper]) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.files = []
        for number, content in enumerate(contents):
            self.files.append(self.folder / f"{number}.docx")
            self.files[-1].write_bytes(word().docx_of(content))

    @staticmethod
    def why_not() -> str:
        """Why it is not measured here; "" when it is."""
        return "" if word() and shutil.which("soffice") else "LibreOffice is not measured: it needs soffice and emulation.papers.word.copies"

    def __call__(self) -> None:
        profile = f"-env:UserInstallation=file://{self.folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", FILTER, "--outdir", str(self.folder / "pdf"), *map(str, self.files)]
        subprocess.run(command, check=True, capture_output=True)
        made = len(list((self.folder / "pdf").glob("*.pdf")))
        assert made == len(self.files), f"LibreOffice made {made} of {len(self.files)}"


NUMBERS = count(1)  # each paper another number: Typst remembers what it has set already


def by_typst() -> bytes:
    """PDF/A-2a and PDF/UA-1 at once."""
    number = f"{next(NUMBERS):02}"
    made: bytes = typst().compile(
        str(SOURCE),
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        font_paths=[str(STATIC / "fonts" / "paper")],
        ignore_system_fonts=True,
        sys_inputs={"number": number},
    )
    return made
