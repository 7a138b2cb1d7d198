"""Printed tables for those who listen: each is one, however many pages it goes over, and each of its heads says what it heads.

WeasyPrint 70 makes a table of each page's part, with heads of its own, and names no head in the tree of names.
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from emulation.papers.tags import REPEATED, Tags


def name_table_heads(tags: Tags) -> None:
    """Add Scope to each table head, and the tree of their names (ISO 32000-1, 14.8.5.7 and 14.7.2)."""
    heads = tags.all_of("/TH")
    for head in heads:
        row = tags.of(head["P"])
        head["A"]["Scope"] = "/Column" if tags.of(row["P"])["S"] == "/THead" else "/Row"
    if heads:
        named = sorted(heads, key=lambda head: str(head["ID"].string).encode())
        names = pydyf.Dictionary({"Names": pydyf.Array([part for head in named for part in (head["ID"], head.reference)])})
        tags.pdf.add_object(names)
        tags.root["IDTree"] = names.reference


def join_tables(document: Any, tags: Tags) -> None:
    """Make one table of the parts that a table has on several pages; `document` is what was laid out."""
    if len(tags.all_of("/Table")) < 2:
        return  # and spare the walk
    begun: dict[Any, Table] = {}
    for page in document.pages:
        for part in _parts(page._page_box):
            if part.element in begun:
                begun[part.element].go_on(part)
            else:
                begun[part.element] = Table(tags, part)


def _parts(box: Any) -> Iterator[Any]:
    """Each table, or what stands of it, at or below a box of a page; one without cells is none."""
    if isinstance(box, boxes.TableBox) and box.element_tag == "table":
        if box.children and all(group.children and all(row.children for row in group.children) for group in box.children):
            yield box
    elif isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox):
        for child in box.children:
            yield from _parts(child)


class Table:
    """A table as far as it was joined. `_made` holds the element of each group, row and cell of the HTML, whichever page shows it first."""

    def __init__(self, tags: Tags, part: Any) -> None:
        self._tags = tags
        self._made: dict[Any, Any] = {}
        self._names: dict[str, Any] = {}  # of heads that are gone: those of the heads they repeated
        self._whole = self._element(part)
        for group in part.children:
            self._note_group(group)

    def go_on(self, part: Any) -> None:
        """Take over what stands of the table on a further page."""
        element = self._element(part)
        for group in part.children:
            self._take_group(group)
        for cell in (cell for group in part.children for row in group.children for cell in row.children):
            if heads := cell.mark.get("A", {}).get("Headers"):
                cell.mark["A"]["Headers"] = pydyf.Array([self._names.get(head.string, head) for head in heads])
        element["K"] = pydyf.Array()
        self._tags.drop(element)

    def _element(self, box: Any) -> Any:
        """The element of a table, a group or a row: WeasyPrint leaves those of the cells in their boxes."""
        if isinstance(box, boxes.TableCellBox):
            return box.mark
        return self._tags.of(self._element(box.children[0])["P"])

    def _note_group(self, group: Any) -> None:
        self._made[group.element] = self._element(group)
        for row in group.children:
            self._note_row(row)

    def _note_row(self, row: Any) -> None:
        self._made[row.element] = self._element(row)
        self._made.update({cell.element: cell.mark for cell in row.children})

    def _take_group(self, group: Any) -> None:
        element, begun = self._element(group), self._made.get(group.element)
        if begun is None:
            self._tags.adopt(element, self._whole)
            self._note_group(group)
        elif group.is_header:
            for row in group.children:
                self._note_names(row)
            self._tags.hide(element, REPEATED)
        else:
            for row in group.children:
                self._take_row(row, begun)
            element.clear()

    def _take_row(self, row: Any, group: Any) -> None:
        element = self._element(row)
        if row.element in self._made:  # torn by the end of the page
            self._note_names(row)
            for cell in row.children:
                self._tags.move(cell.mark, self._made[cell.element])
            element.clear()
        else:
            self._tags.adopt(element, group)
            self._note_row(row)

    def _note_names(self, row: Any) -> None:
        heads = [cell for cell in row.children if "ID" in cell.mark]
        self._names.update({cell.mark["ID"].string: self._made[cell.element]["ID"] for cell in heads})
