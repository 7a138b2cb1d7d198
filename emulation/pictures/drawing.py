"""What every picture is: a drawing with its title and description, and the table of the same numbers. Stands in a page, or as an image on a paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args
from urllib.parse import quote

import svg
from django.utils.html import escape, format_html

from emulation.vietnamese.numbers import show_number

State = Literal["ok", "now", "back", "todo"]
STATES: tuple[State, ...] = get_args(State)

WIDTH = 360  # units: about the pixels that a phone has, so that letters are as large as they are named
LETTERS, LINE, SWATCH, SIGN = 17, 26, 22, 16  # units: size of letters, from line to line, side of a square and of the sign in it
BLACK, WHITE = "#000", "#fff"
INKS: dict[State, tuple[str, str]] = {  # on paper, of the ground and of the sign on it; on a page site.css gives the colours of the states
    "ok": ("#262626", WHITE),
    "now": ("#6b6b6b", WHITE),
    "back": ("#c9c9c9", BLACK),
    "todo": (WHITE, BLACK),
}
SIGNS: dict[State, list[svg.PathData]] = {  # ✓ → ↩ ○ in a square of 16; drawn, since the fonts of page and paper lack some of them
    "ok": [svg.M(3, 9), svg.L(7, 13), svg.L(14, 3)],
    "now": [svg.M(2, 8), svg.L(14, 8), svg.M(9, 3), svg.L(14, 8), svg.L(9, 13)],
    "back": [svg.M(6, 2), svg.L(2, 6), svg.L(6, 10), svg.M(2, 6), svg.L(13, 6), svg.L(13, 13), svg.L(6, 13)],
    "todo": [svg.M(3, 8), svg.Arc(5, 5, 0, False, True, 13, 8), svg.Arc(5, 5, 0, False, True, 3, 8), svg.Z()],
}


@dataclass(frozen=True)
class Picture:
    """`name` is unlike that of any other picture on the page; `rows` are the numbers drawn, below `head`. `drawn` are its elements, `height` in units."""

    name: str
    title: str
    description: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    drawn: tuple[svg.Element, ...]
    height: float

    def __html__(self) -> str:
        """The element for a page. Whatever words it has are escaped: `written` and `titled` alone write words."""
        title, description = f"{self.name}-title", f"{self.name}-desc"
        whole = svg.SVG(
            viewBox=svg.ViewBoxSpec(0, 0, WIDTH, short(self.height)),
            extra={"role": "img", "aria-labelledby": f"{title} {description}", "font-family": "Thi Dua Serif", "font-size": str(LETTERS)},
            elements=[svg.Title(id=title, text=escape(self.title)), svg.Desc(id=description, text=escape(self.description)), *self.drawn],
        )
        return str(whole)

    @property
    def drawing(self) -> str:
        return format_html("{}", self)

    @property
    def data_url(self) -> str:
        """The same as the address of an image, for papers."""
        return f"data:image/svg+xml;charset=utf-8,{quote(self.__html__())}"

    @property
    def labelled_rows(self) -> list[list[tuple[str, str]]]:
        """Each row as (word above, text) pairs."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


def short(number: float) -> float:
    """A length with one digit after the point: no eye sees more."""
    return round(number, 1)


def number(value: int) -> str:
    return show_number(Decimal(value))


def said(pairs: Iterable[tuple[str, str]]) -> str:
    """A description: "Đã tiếp nhận: 5; Trả lại: 1."."""
    return "; ".join(f"{label}: {value}" for label, value in pairs) + "."


def written(text: str, x: float, y: float, anchor: Literal["start", "middle", "end"] = "start") -> svg.Text:
    """Words whose base line is at `y`. The library writes texts as they are given."""
    return svg.Text(text=escape(text), x=short(x), y=short(y), text_anchor=anchor)


def titled(text: str, elements: list[svg.Element]) -> svg.G:
    """Elements that say what they are when pointed at."""
    return svg.G(elements=[svg.Title(text=escape(text)), *elements])


def swatch(state: State, x: float, y: float, width: float = SWATCH, height: float = SWATCH) -> list[svg.Element]:
    """A box in the colour of a state with its sign in the middle, where there is room for one."""
    ground, ink = INKS[state]
    box = svg.Rect(class_=["part", state], x=short(x), y=short(y), width=short(width), height=short(height), fill=ground, stroke=BLACK)
    if width < SIGN + 2:
        return [box]
    middle = [svg.Translate(short(x + (width - SIGN) / 2), short(y + (height - SIGN) / 2))]
    return [box, svg.Path(class_=["sign", state], d=SIGNS[state], transform=list(middle), fill="none", stroke=ink, stroke_width=2)]
