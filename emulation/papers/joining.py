"""Joins papers into one PDF that keeps its structure: every page still reads aloud, copies and searches as it did alone.

Appending pages is not enough. Each page finds its tags by a number (`StructParents`) in a tree that belongs to the whole file, so numbers
must move up, the trees be joined, and the structure elements hang below one root (ISO 32000-1, 14.7). A validator says nothing when they do not.
"""

import io
from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String


def join_pdfs(pdfs: Iterable[bytes]) -> bytes:
    """One PDF of all pages in order, with the head data (title, language, PDF/A claim) of the first. Raises ValueError when there is none."""
    files = iter(pdfs)
    try:
        joined = pikepdf.open(io.BytesIO(next(files)))
    except StopIteration:
        raise ValueError("There is nothing to join.") from None
    with joined:
        for pdf in files:
            with pikepdf.open(io.BytesIO(pdf)) as single:
                _append(joined, single)
        buffer = io.BytesIO()
        joined.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return buffer.getvalue()


def _append(joined: Pdf, single: Pdf) -> None:
    """The pages first: then the structure copied after them points at the copies."""
    before = len(joined.pages)
    joined.pages.extend(single.pages)
    root = joined.Root.StructTreeRoot
    added = joined.copy_foreign(single.Root.StructTreeRoot)
    numbers = dict(_numbers(root.ParentTree))
    shift = max(numbers, default=-1) + 1
    for page in list(joined.pages)[before:]:
        _shift(page.obj, Name.StructParents, shift)
        for annotation in page.obj.get(Name.Annots, []):
            _shift(annotation, Name.StructParent, shift)
    numbers |= {number + shift: parents for number, parents in _numbers(added.ParentTree)}
    root.ParentTree = joined.make_indirect(Dictionary(Nums=Array([part for number in sorted(numbers) for part in (number, numbers[number])])))
    root.ParentTreeNextKey = max(numbers) + 1
    children = _children(added)
    for child in children:
        child.P = root
        _keep_apart(child, shift)
    root.K = Array([*_children(root), *children])


def _numbers(tree: Object) -> Iterator[tuple[int, Object]]:
    """The (number, parents) pairs of a number tree, which may be nested."""
    for kid in tree.get(Name.Kids, []):
        yield from _numbers(kid)
    pairs = list(tree.get(Name.Nums, []))
    yield from zip(map(int, pairs[::2]), pairs[1::2], strict=True)


def _keep_apart(element: Object, shift: int) -> None:
    """Cells of a table name their headers by ids, which were unique within the one file only (ISO 32000-1, 14.8.5.7)."""
    if Name.ID in element:
        element.ID = String(f"{shift}-{element.ID}")
    if Name.A in element and Name.Headers in element.A:
        element.A.Headers = Array([String(f"{shift}-{header}") for header in element.A.Headers])
    for child in _children(element):
        if isinstance(child, Dictionary) and Name.S in child:
            _keep_apart(child, shift)


def _children(root: Object) -> list[Object]:
    children = root.get(Name.K, Array())
    return list(children) if isinstance(children, Array) else [children]


def _shift(owner: Object, name: Name, by: int) -> None:
    if name in owner:
        owner[name] = int(owner[name]) + by
