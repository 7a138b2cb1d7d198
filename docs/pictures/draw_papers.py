"""Draws the pictures of docs/papers.md anew: python docs/pictures/draw_papers.py, from the top of the project. Needs pdftoppm of poppler-utils."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

TOP = Path(__file__).parents[2]
sys.path.insert(0, str(TOP))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emulation.settings")
os.environ.setdefault("SECRET_KEY", "only for drawing")

import django

django.setup()

from PIL import Image, ImageDraw

from emulation.papers.printing import Marks, pdf_of
from tests.documents import CONTENTS, PLAN

PICTURES = Path(__file__).parent / "papers"
DOTS = 66  # an inch
LINES = [(10, 150), (80, 20), (120, 160), (180, 40), (230, 150), (290, 60), (390, 100)]
URL = "https://thi-dua.example/xac-minh/ABCD-2345/"


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def invented_marks() -> Marks:
    """A scrawl in blue and a ring in red, nobody's."""
    hand, seal = Image.new("RGBA", (400, 200)), Image.new("RGBA", (400, 400))
    ImageDraw.Draw(hand).line(LINES, fill=(20, 50, 200), width=8)
    for inset, width in ((5, 12), (60, 5)):
        ImageDraw.Draw(seal).ellipse([inset, inset, 400 - inset, 400 - inset], outline=(210, 20, 20), width=width)
    return Marks(_png(hand), _png(seal))


def draw(name: str, pdf: bytes) -> None:
    """Every page in a row, as one picture of few colours."""
    pages = []
    count = int(subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode().split("Pages:")[1].split()[0])
    for number in range(1, count + 1):
        command = ["pdftoppm", "-png", "-r", str(DOTS), "-f", str(number), "-l", str(number), "-"]
        pages.append(Image.open(io.BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout)))
    row = Image.new("RGB", (sum(page.width + 8 for page in pages) + 8, max(page.height for page in pages) + 16), (200, 200, 200))
    left = 8
    for page in pages:
        row.paste(page, (left, 8))
        left += page.width + 8
    row.quantize(96).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    for name, content in CONTENTS.items():
        draw(name, pdf_of(content, code="ABCD-2345", verify_url=URL, marks=invented_marks() if name == "quyet-dinh" else None))
    draw("ke-hoach-chua-so", pdf_of(replace(PLAN, number="", dated=None, month=1)))
