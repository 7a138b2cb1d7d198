"""Papers of the demonstration as a scanner would hand them over: one page, slightly askew, with a red stamp."""

import io

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from emulation.attachments.keeping import Upload
from emulation.attachments.kinds import PDF

PAGE = (827, 1169)  # A4 at 100 dots per inch
FONT = settings.BASE_DIR / "static" / "fonts" / "paper" / "ThiDuaSerif-Regular.ttf"
INK, STAMP = (40, 40, 60), (190, 40, 40)


def scan(name: str, lines: list[str], signer: str) -> Upload:
    """A scanned page of that name with these lines of text, signed and stamped."""
    page = Image.new("RGB", PAGE, (250, 249, 244))
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 22)
    for number, line in enumerate(lines):
        draw.text((110, 120 + 42 * number), line, fill=INK, font=font)
    draw.text((480, 880), "(Đã ký, đóng dấu)", fill=INK, font=font)
    draw.text((480, 960), signer, fill=INK, font=font)
    draw.ellipse((400, 820, 560, 980), outline=STAMP, width=5)
    buffer = io.BytesIO()
    page.rotate(0.6, fillcolor=(235, 234, 230)).save(buffer, "PDF", resolution=100)
    return Upload(name, PDF, buffer.getvalue())
