"""Reads our pages in tests as a browser would: the elements, their text, and what a form would send."""

from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from django.test import Client
from openpyxl import load_workbook

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}


class _Reader(HTMLParser):
    """Builds a tree of elements, so that XPath can be asked of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The elements of a drawing close themselves."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def page(response: Any) -> Element:
    """The page's tree. Fails when the answer was no page."""
    assert response.status_code == 200
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.builder.close()


def text(element: Element) -> str:
    """The element's text with white space squeezed."""
    return " ".join("".join(element.itertext()).split())


def words_of(response: Any) -> str:
    """All that the body of the page says."""
    return text(page(response))


def texts(response: Any, path: str) -> list[str]:
    """The text of every element on the path, like ".//main//h1"."""
    return [text(element) for element in page(response).iterfind(path)]


def links(response: Any, path: str) -> list[tuple[str, str]]:
    """(where it leads, text) of every link below the elements on the path."""
    return [(link.attrib["href"], text(link)) for element in page(response).iterfind(path) for link in element.iter("a")]


def messages(response: Any) -> list[str]:
    """What the page reports about what was just done."""
    return texts(response, ".//div[@class='messages']/p")


def errors(response: Any) -> list[str]:
    """The lines of the error summary."""
    return texts(response, ".//div[@class='errors']//li")


def form_data(response: Any, path: str = ".//main//form[@class='form']") -> dict[str, str]:
    """What a browser would send if the form were submitted as it stands; a button's own value is not among it."""
    form = page(response).find(path)
    assert form is not None
    data = {}
    for field in form.iter():
        name = field.attrib.get("name", "")
        if not name or "disabled" in field.attrib or field.tag == "button":
            continue
        if field.tag == "textarea":
            data[name] = "".join(field.itertext()).removeprefix("\n")
        elif field.tag == "select":
            data[name] = next((option.attrib["value"] for option in field.iter("option") if "selected" in option.attrib), next(iter(field)).attrib["value"])
        elif field.attrib.get("type") not in ("radio", "checkbox") or "checked" in field.attrib:
            data[name] = field.attrib.get("value", "on" if field.attrib.get("type") == "checkbox" else "")
    return data


def questions(response: Any) -> dict[str, str]:
    """The same without the fields that carry nobody's words."""
    return {name: value for name, value in form_data(response).items() if not name.startswith(("csrf", "typed-"))}


def shown(response: Any, name: str) -> str:
    """What stands in a field of the page."""
    return form_data(response)[name]


def type_in(browser: Client, url: str, **typed: str) -> Any:
    """Open the page, type into some of its fields (`__` stands for the hyphens of their names), and press its first button."""
    return browser.post(url, form_data(browser.get(url)) | {name.replace("__", "-"): value for name, value in typed.items()})


def exported(response: Any) -> list[tuple[Any, ...]]:
    """The head and the rows of the workbook that a list is exported as, without the lines above them."""
    sheet = load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=4, values_only=True))
