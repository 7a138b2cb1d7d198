"""What is wrong with the tags of a PDF: each mark on a page is read through the structure or is an artifact, and each finds its element (PDF/UA-1)."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

SHOWING = {"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"}
ABOVE = {
    "/TR": {"/Table", "/THead", "/TBody"}, "/TH": {"/TR"}, "/TD": {"/TR"}, "/THead": {"/Table"}, "/TBody": {"/Table"},
    "/LI": {"/L"}, "/LBody": {"/LI"}, "/Lbl": {"/LI"},
}  # fmt: skip


def children(element: Object) -> list[Object]:
    kids = element.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def elements(element: Object) -> Iterator[Object]:
    """An element of the structure and all below it, in their order."""
    yield element
    for kid in children(element):
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield from elements(kid)


def kinds(pdf: bytes) -> Counter[str]:
    """How many elements of each kind its structure has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return Counter(str(one.S)[1:] for kid in children(opened.Root.StructTreeRoot) for one in elements(kid))


def artifacts(pdf: bytes) -> list[list[str]]:
    """For each page what its artifacts are, but for those that only adorn it: "/Header" of what stands in a margin, "/Pagination" of a repeated head."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [sorted(filter(None, marked(page).artifacts)) for page in opened.pages]


@dataclass
class Page:
    """The marks on a page: those with a number, each with its kind, and the kinds of the artifacts; `bare` counts what is drawn outside."""

    marks: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    bare: int = 0
    nested: int = 0


def marked(page: pikepdf.Page) -> Page:
    found, open_ones = Page(), list[str]()
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else Dictionary()
                kind = str(operands[0])
                if "/MCID" in properties:
                    found.nested += bool(open_ones)
                    assert int(properties.MCID) not in found.marks
                    found.marks[int(properties.MCID)] = kind
                else:
                    found.nested += any(one != "/Artifact" for one in open_ones)
                    found.artifacts.append(str(properties.get("/Subtype", properties.get("/Type", ""))))
                open_ones.append(kind)
            case "EMC":
                open_ones.pop()
            case shows if shows in SHOWING:
                found.bare += not open_ones
    assert open_ones == []
    return found


def faults(pdf: bytes) -> list[str]:
    """Every fault in the tags of a file, in words; none of a good one."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(_faults(opened))


def _faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root.StructTreeRoot
    whole = [one for kid in children(root) for one in elements(kid)]
    told: Counter[tuple[tuple[int, int], int]] = Counter()
    by_mark = {}
    for one in whole:
        for kid in children(one):
            if isinstance(kid, int):
                told[one.Pg.objgen, int(kid)] += 1
                by_mark[one.Pg.objgen, int(kid)] = one.objgen
            elif Name.S in kid and kid.P.objgen != one.objgen:
                yield f"a {kid.S} below a {one.S} names another parent"
            if isinstance(kid, Dictionary) and Name.S in kid and str(one.S) not in ABOVE.get(str(kid.S), {str(one.S)}):
                yield f"a {kid.S} stands below a {one.S}"
    yield from (f"mark {mark} is told {times} times" for mark, times in told.items() if times > 1)
    numbers = list(root.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for number, page in enumerate(pdf.pages, start=1):
        found, here = marked(page), parents[int(page.obj.StructParents)]
        yield from (f"page {number}: {what}" for what in _faults_of_page(page.obj.objgen, found, here, by_mark))
    known = {one.objgen for one in whole}
    orphans = Counter(str(one.S) for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Type") == "/StructElem" and one.objgen not in known)
    yield from (f"{times} {kind} outside the tree" for kind, times in orphans.items())
    yield from _faults_of_names(root, whole)


def _faults_of_page(place: tuple[int, int], found: Page, here: Object, by_mark: dict[tuple[tuple[int, int], int], tuple[int, int]]) -> Iterator[str]:
    if found.bare or found.nested:
        yield f"{found.bare} times drawn outside a mark, {found.nested} marks inside others"
    if lost := [mark for mark in found.marks if (place, mark) not in by_mark]:
        yield f"marks {lost} are in no element"
    if absent := [mark for page, mark in by_mark if page == place and mark not in found.marks]:
        yield f"elements have marks {absent} that are not there"
    named = {mark: one.objgen for mark, one in enumerate(here) if one is not None}
    if named != {mark: one for (page, mark), one in by_mark.items() if page == place}:
        yield "the tree of parents says something else"


def _faults_of_names(root: Object, whole: list[Object]) -> Iterator[str]:
    names = list(root.get("/IDTree", Dictionary(Names=Array())).Names)
    listed = {str(name): one.objgen for name, one in zip(names[::2], names[1::2], strict=True)}
    if list(listed) != sorted(listed, key=str.encode) or listed != {str(one.ID): one.objgen for one in whole if Name.ID in one}:
        yield "the names of heads are not those that are listed"
    if lost := {str(name) for one in whole if Name.A in one for name in one.A.get(Name.Headers, [])} - set(listed):
        yield f"cells refer to {sorted(lost)}, which are no heads"
