"""Joins papers into one PDF that keeps its structure: every page still reads aloud, copies and searches as it did alone.

Appending pages is not enough. Each page finds its tags by a number (`StructParents`) in a tree that belongs to the whole file, so numbers
must move up, the trees be joined, and the structure elements hang below one root (ISO 32000-1, 14.7). Names of table heads (`ID`) belong
to the whole file too, so each paper's get its place in front. A validator says nothing when they do not.
"""

import io
from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String


def join_pdfs(pdfs: Iterable[bytes]) -> bytes:
    """One PDF of all pages in order, with the head data (title, language, PDF/A claim) of the first. Raises ValueError when there is none."""
    joiner = Joiner()
    for pdf in pdfs:
        joiner.add(pdf)
    return joiner.finish()


class Joiner:
    """Joins papers one by one, so that somebody may watch; each is closed as soon as it is in. What grows is written once, at the end."""

    def __init__(self) -> None:
        self._joined: Pdf | None = None
        self._papers = 0
        self._next = 0  # the next free number of the parent tree
        self._numbers: list[Object | int] = []
        self._children: list[Object] = []
        self._heads: dict[str, Object] = {}

    def add(self, pdf: bytes) -> None:
        """Append a tagged PDF, as `render_pdf` makes it."""
        self._papers += 1
        if self._joined is None:
            self._joined = pikepdf.open(io.BytesIO(pdf))
            _unsign(self._joined)
            self._take(self._joined, self._joined.Root.StructTreeRoot, list(self._joined.pages))
            return
        with pikepdf.open(io.BytesIO(pdf)) as single:
            _unsign(single)
            before = len(self._joined.pages)
            self._joined.pages.extend(single.pages)  # the pages first: then the structure copied after them points at the copies
            pages = [self._joined.pages[number] for number in range(before, len(self._joined.pages))]
            self._take(self._joined, self._joined.copy_foreign(single.Root.StructTreeRoot), pages)

    def _take(self, joined: Pdf, added: Object, pages: list[pikepdf.Page]) -> None:
        """Move the numbers of a paper's pages up, its structure below the one root, and give its table heads names of their own."""
        shift = self._next
        for page in pages:
            _shift(page.obj, Name.StructParents, shift)
            for annotation in page.obj.get(Name.Annots, []):
                _shift(annotation, Name.StructParent, shift)
        for number, parents in _numbers(added.ParentTree):
            self._numbers += [number + shift, parents]
            self._next = max(self._next, number + shift + 1)
        children = _children(added)
        for child in children:
            child.P = joined.Root.StructTreeRoot
            if Name.IDTree in added:
                self._rename(child, f"{self._papers}-")
        self._children += children

    def _rename(self, element: Object, prefix: str) -> None:
        """Put the prefix before the names of table heads at or below an element, and before the names by which its cells refer to them."""
        if not isinstance(element, Dictionary) or Name.S not in element:
            return  # a mark in a page's content, not an element
        if Name.ID in element:
            name = f"{prefix}{element.ID}"
            element.ID = String(name)
            self._heads[name] = element
        if Name.A in element and Name.Headers in element.A:
            element.A.Headers = Array([String(f"{prefix}{head}") for head in element.A.Headers])
        for child in _children(element):
            self._rename(child, prefix)

    def _whole(self, joined: Pdf) -> Array:
        """The children of the root: one document, of which each paper is a part."""
        if len(self._children) > 1:
            parts = Array(self._children)
            document = joined.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=joined.Root.StructTreeRoot, K=parts))
            for child in self._children:
                child.P, child.S = document, Name.Part
            self._children = [document]
        return Array(self._children)

    def finish(self, *, title: str = "", author: str = "") -> bytes:
        """The joined file, under this title and author or those of the first paper. Raises ValueError when nothing was added."""
        if self._joined is None:
            raise ValueError("There is nothing to join.")
        with self._joined as joined:
            root = joined.Root.StructTreeRoot
            root.ParentTree = joined.make_indirect(Dictionary(Nums=Array(self._numbers)))
            root.ParentTreeNextKey = self._next
            root.K = self._whole(joined)
            if self._heads:
                names = [part for name in sorted(self._heads, key=str.encode) for part in (String(name), self._heads[name])]
                root.IDTree = joined.make_indirect(Dictionary(Names=Array(names)))
            if title:
                with joined.open_metadata(set_pikepdf_as_editor=False) as metadata:  # and with it the document's information
                    metadata["dc:title"], metadata["dc:creator"] = title, [author]
            buffer = io.BytesIO()
            joined.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
        return buffer.getvalue()


def _unsign(pdf: Pdf) -> None:
    """Take away signatures, which are all the fields that our papers have: no signature holds for a part of another file."""
    for key in (Name.AcroForm, Name.Perms, Name.DSS):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        if Name.Annots in page:
            page.Annots = Array([one for one in page.Annots if one.get(Name.Subtype) != Name.Widget])


def _numbers(tree: Object) -> Iterator[tuple[int, Object]]:
    """The (number, parents) pairs of a number tree, which may be nested."""
    for kid in tree.get(Name.Kids, []):
        yield from _numbers(kid)
    pairs = list(tree.get(Name.Nums, []))
    yield from zip(map(int, pairs[::2]), pairs[1::2], strict=True)


def _children(element: Object) -> list[Object]:
    children = element.get(Name.K, Array())
    return list(children) if isinstance(children, Array) else [children]


def _shift(owner: Object, name: Name, by: int) -> None:
    if name in owner:
        owner[name] = int(owner[name]) + by
