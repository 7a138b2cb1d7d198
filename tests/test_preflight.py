"""What PDFBox Preflight says of our papers. It knows PDF/A-1b only: what 2a allows and 1b forbids is named here, and there is nothing else."""

import io
import re
import subprocess
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from emulation.papers.joining import join_pdfs
from emulation.papers.printing import Marks, pdf_of
from tests.documents import CERTIFICATE, CONTENTS, PLAN
from tests.needs import preflight
from tests.registration_papers import BLANK_AGENCY, printed

INHERENT = {
    "1.4 : Trailer Syntax error, /XRef cross reference streams are not allowed",  # PDF 1.5 brought them; PDF/A-2 is PDF 1.7
    "1.2.7 : Body Syntax error, Filter specified in metadata dictionary",  # PDF/A-2 lets the head data be compressed
    "3.1.11 : Invalid Font definition: The CIDSet entry is missing for the Composite Subset",  # not asked for by PDF/A-2 (6.2.11.4.2)
    "2.2.1 : Invalid graphics transparency, Group has a transparency S entry or the S entry is null",  # the drawn border; PDF/A-2 allows it (6.2.10)
    "2.2.2 : Invalid graphics transparency, Soft Mask must be null or None",  # the transparent ground of seal and signature; as above
    "7.3 : Error on MetaData, Schema is not set in this document : http://www.aiim.org/pdfa/ns/id/",  # it looks for namespaces on rdf:Description alone
}
GOOD = (*CONTENTS, "marks", "qr", "joined", "dang-ky")
Change = Callable[[pikepdf.Pdf], object]


def leave_a_font_out(pdf: pikepdf.Pdf) -> None:
    del next(one for one in pdf.objects if isinstance(one, Dictionary) and Name.FontFile2 in one)[Name.FontFile2]


def add_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


SPOILT: dict[str, tuple[Change, set[str]]] = {  # what is done to a good paper, and what must then be said of it
    "no-font": (leave_a_font_out, {"3.1.3 : Invalid Font definition: FontFile entry is missing from FontDescriptor"}),
    "print-colours": (
        lambda pdf: pdf.pages[0].contents_add(b"1 0 0 0 k 10 10 50 50 re f"),
        {'2.4.2 : Invalid Color space, The operator "k" can\'t be used with RGB Profile on page 1'},
    ),
    "script": (add_script, {"6.2.5 : Action is forbidden, The action JavaScript is forbidden"}),
}


def png() -> bytes:
    """A square on transparent ground."""
    image, buffer = Image.new("RGBA", (100, 100), (0, 0, 255, 0)), io.BytesIO()
    image.paste((0, 0, 255, 255), (20, 20, 80, 80))
    image.save(buffer, "PNG")
    return buffer.getvalue()


def spoilt(change: Change) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(PLAN))) as pdf:
        change(pdf)
        pdf.save(buffer)
    return buffer.getvalue()


def papers() -> dict[str, bytes]:
    """One of every kind, with all that a paper may carry."""
    made = {name: pdf_of(content, code="ABCD-2345") for name, content in CONTENTS.items()}
    with_code = pdf_of(CERTIFICATE, code="ABCD-2345", verify_url="https://thi-dua.example/xac-minh/ABCD-2345/")
    joined = join_pdfs([made["ke-hoach"], made["giay-khen"]])
    return made | {"marks": pdf_of(PLAN, marks=Marks(png(), png())), "qr": with_code, "joined": joined, "dang-ky": printed(BLANK_AGENCY)}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Of each paper, what is said of it, all in one run."""
    folder, home = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("home")
    for name, pdf in {**papers(), **{name: spoilt(change) for name, (change, _) in SPOILT.items()}}.items():
        (folder / f"{name}.pdf").write_bytes(pdf)
    java, *classes = preflight()
    command = [java, f"-Dpdfbox.fontcache={home}", *classes, "org.apache.pdfbox.preflight.Validator_A1b", "group", str(folder)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
    parts = re.split(r"^The file (.+)\.pdf is .*$", said, flags=re.MULTILINE)
    return {name: {complaint(line) for line in lines.splitlines() if line} for name, lines in zip(parts[1::2], parts[2::2], strict=True)}


def complaint(line: str) -> str:
    """Without what differs from paper to paper: the name of a font, the contents of an object."""
    return re.sub(r", [A-Z]{6}\+[^:]+:", ":", line.partition(" [COS")[0]).rstrip()


def test_every_paper_was_looked_at(complaints: dict[str, set[str]]) -> None:
    assert set(complaints) == {*GOOD, *SPOILT}
    assert set().union(*complaints.values()) >= INHERENT  # what is named above is still said


@pytest.mark.parametrize("name", GOOD)
def test_nothing_is_said_against_a_paper_but_that_it_is_of_a_later_part_of_the_standard(name: str, complaints: dict[str, set[str]]) -> None:
    assert complaints[name] - INHERENT == set()


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_wrong_with_a_paper_is_said(name: str, complaints: dict[str, set[str]]) -> None:
    assert complaints[name] - INHERENT == SPOILT[name][1]
