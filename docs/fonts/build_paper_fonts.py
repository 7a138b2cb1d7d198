"""Makes the four faces of `static/fonts/paper/` from Debian's fonts-liberation2: Latin only, unhinted, under a name of their own.

    apt-get install fonts-liberation2
    .venv/bin/python docs/fonts/build_paper_fonts.py

Run twice, it writes the same bytes. The Open Font License keeps the name Liberation for the original, so ours is "Thi Dua Serif".
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/truetype/liberation2")
DEBIAN_COPYRIGHT = Path("/usr/share/doc/fonts-liberation2/copyright")
TARGET = Path(__file__).resolve().parents[2] / "static" / "fonts" / "paper"
FAMILY = "Thi Dua Serif"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
VIETNAMESE = "ăâđêôơư" + "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
NEEDED = {ord(letter) for letter in VIETNAMESE + VIETNAMESE.upper() + "₫\u0300\u0301\u0303\u0309\u0323"}
RANGES = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00AC),  # Latin-1, less the soft hyphen
    (0x00AE, 0x024F),  # Latin-1, Latin Extended-A and -B
    (0x02B0, 0x02FF),  # modifier letters
    (0x0300, 0x036F),  # combining marks
    (0x1E00, 0x1EFF),  # Latin Extended Additional: the Vietnamese vowels with tones
    (0x2010, 0x2027),  # dashes, quotation marks, dagger, ellipsis
    (0x2030, 0x205E),  # per mille, primes, angle quotation marks
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency: đồng, euro
    (0x2100, 0x215F),  # numero, trade mark, fractions
    (0x2190, 0x2195),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x25A0, 0x25FF),  # squares to tick, bullets
)
NAMES_KEPT = {0, 8, 9, 10, 11, 12, 13, 14}  # who owns, made and licensed it; the names and the trade mark go


def subset(font: TTFont) -> None:
    """Keeps the letters of RANGES and what places their tone marks; drops hinting, which no printer uses."""
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]  # no ligatures: copied text must be what was typed
    options.hinting = False
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.drop_tables += ["FFTM"]  # a time stamp of the font editor
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes={code for first, last in RANGES for code in range(first, last + 1)})
    subsetter.subset(font)


def rename(font: TTFont, face: str) -> None:
    """Gives the face its own family name, and says from what it was made."""
    style = face.replace("BoldItalic", "Bold Italic")
    table = font["name"]
    origin = str(table.getDebugName(5))
    table.names = [record for record in table.names if record.nameID in NAMES_KEPT and record.platformID == 3]
    postscript = f"ThiDuaSerif-{face}"
    for name_id, text in ((1, FAMILY), (2, style), (3, postscript), (4, f"{FAMILY} {style}"), (5, origin), (6, postscript)):
        table.setName(text, name_id, 3, 1, 0x409)


def build(face: str) -> None:
    """Writes one face; refuses a source without Vietnamese, which is what fonts-liberation 1.07 is."""
    font = TTFont(SOURCE / f"LiberationSerif-{face}.ttf", recalcTimestamp=False)
    if missing := NEEDED - set(font.getBestCmap()):
        sys.exit(f"{SOURCE} lacks {len(missing)} Vietnamese letters: install fonts-liberation2 (2.x), not fonts-liberation (1.07).")
    subset(font)
    rename(font, face)
    font.save(TARGET / f"ThiDuaSerif-{face}.ttf", reorderTables=True)


def licence() -> str:
    """The Open Font License with its copyright lines, out of Debian's machine-readable copyright file."""
    paragraph = DEBIAN_COPYRIGHT.read_text(encoding="utf-8").split("\nFiles: debian/*")[0].split("Copyright:\n")[1]
    owners, _, text = paragraph.partition("License: SIL-OFL-1.1\n")
    lines = [line.removeprefix(" ").replace("\t", " ").rstrip() for line in (owners + "\n" + text).splitlines()]
    changed = f"{FAMILY} is a modified version: Latin letters only, hinting removed, renamed (docs/fonts/build_paper_fonts.py)."
    return "\n".join([changed, "", *("" if line == "." else line for line in lines)]).rstrip() + "\n"


def main() -> None:
    """Writes the four faces and their licence."""
    if not DEBIAN_COPYRIGHT.exists():
        sys.exit("Install fonts-liberation2.")
    TARGET.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        build(face)
    (TARGET / "LICENCE.txt").write_text(licence(), encoding="utf-8")


if __name__ == "__main__":
    main()
