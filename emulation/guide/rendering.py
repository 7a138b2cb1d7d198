"""Renders the Markdown of a guide. What stands there as HTML comes out as text; headings get ids, pictures their size, links their address in the site."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from emulation.vietnamese.order import words_of

FOLDER = settings.BASE_DIR / "docs/guide"
PREFIX = "tro-giup/"  # of the pictures among the static files
DENSITY = 2  # dots of a picture for each pixel of the page


@dataclass(frozen=True)
class Heading:
    anchor: str
    title: str


@dataclass(frozen=True)
class Rendered:
    """A guide as a page has it: its title, its first paragraph, the headings of its parts, and all that follows."""

    title: str
    lead: str
    headings: tuple[Heading, ...]
    html: str

    def __html__(self) -> str:
        """Escaped already: markdown-it lets no HTML of the text through."""
        return self.html

    @property
    def body(self) -> str:
        return format_html("{}", self)


def anchor_of(title: str) -> str:
    """How a part is named in addresses: "Gửi đăng ký" is "gui-dang-ky"."""
    return "-".join("".join(letter for letter in word if letter.isalnum()) for word in words_of(title)).strip("-")


def render(text: str) -> Rendered:
    """A guide begins with a title and one paragraph."""
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse(text)
    title, lead, rest = tokens[1].content, tokens[4].content, tokens[6:]
    headings = tuple(_name_headings(rest))
    for token in rest:
        for child in token.children or ():
            _lead_somewhere(child)
    return Rendered(title, lead, headings, markdown.renderer.render(rest, markdown.options, {}))


def _name_headings(tokens: Sequence[Token]) -> list[Heading]:
    headings = []
    for opening, words in pairwise(tokens):
        if opening.type == "heading_open":
            headings.append(Heading(anchor_of(words.content), words.content))
            opening.attrSet("id", headings[-1].anchor)
    return headings


def _lead_somewhere(token: Token) -> None:
    """Files beside the text become pages and pictures of the site."""
    if token.type == "image":
        name = Path(str(token.attrs["src"])).name
        with Image.open(FOLDER / "pictures" / name) as picture:
            width, height = picture.size
        token.attrs |= {"src": static(PREFIX + name), "width": width // DENSITY, "height": height // DENSITY, "loading": "lazy", "class": "shot"}
    elif token.type == "link_open":
        name, _, anchor = str(token.attrs["href"]).partition("#")
        if name.endswith(".md"):
            token.attrs["href"] = address(name.removesuffix(".md"), anchor)


def address(slug: str, anchor: str = "") -> str:
    """Where a guide is in the site, or one part of it."""
    return reverse("guide", args=[slug]) + (f"#{anchor}" if anchor else "")
