"""The structure of a PDF that WeasyPrint is about to write: takes out of it what only repeats, so that every mark is either read or an artifact.

WeasyPrint 70 tags what stands in the margins of pages and binds it to no parent (its own comment says so). ISO 14289-1, 7.1 wants it to be
an artifact. Marks keep their numbers; where one was, the tree of parents holds null (ISO 32000-1, 14.7.4.4 and 14.8.2.2).
"""

from collections import defaultdict
from typing import Any

import pydyf

REPEATED = pydyf.Dictionary({"Type": "/Pagination"})  # a table's head on its further pages
MARGIN = pydyf.Dictionary({"Type": "/Pagination", "Subtype": "/Header", "Attached": pydyf.Array(["/Top"])})


class Tags:
    """The elements of the structure: their kinds are `S`, what is below them `K`, what is above them `P`."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = self.of(pdf.catalog["StructTreeRoot"])
        self.document = self.of(self.root["K"][0])
        self._hidden: dict[bytes, dict[int, Any]] = defaultdict(dict)  # for each page the marks that become artifacts

    def of(self, reference: bytes) -> Any:
        """The object behind a reference."""
        return self.pdf.objects[int(reference.split()[0])]

    def all_of(self, kind: str) -> list[Any]:
        """Every element of a kind, such as "/TH"."""
        return [found for found in self.pdf.objects if isinstance(found, pydyf.Dictionary) and found.get("S") == kind]

    def hide(self, element: Any, artifact: Any) -> None:
        """Take out an element with all below it: what it marks on its page becomes an artifact of these properties."""
        for kid in element["K"]:
            if isinstance(kid, int):
                self._hidden[element["Pg"]][kid] = artifact
            else:
                self.hide(self.of(kid), artifact)
        element.clear()

    def hide_margins(self) -> None:
        """Page numbers and whatever else stands in a margin: elements that name the document as their parent, and that it does not know."""
        document, known = self.document.reference, set(self.document["K"])
        for found in self.pdf.objects:
            if isinstance(found, pydyf.Dictionary) and found.get("P") == document and found.reference not in known:
                self.hide(found, MARGIN)

    def drop(self, element: Any) -> None:
        """Take out an element with nothing below it, and whatever stands empty then."""
        above = self.of(element["P"])
        above["K"].remove(element.reference)
        if not above["K"]:
            self.drop(above)
        element.clear()

    def adopt(self, element: Any, above: Any) -> None:
        """Put an element at the end of what is below another one; who had it before forgets it."""
        element["P"] = above.reference
        above["K"].append(element.reference)

    def move(self, old: Any, new: Any) -> None:
        """Put all that is below an element at the end of what is below another one, and take the first one out."""
        for kid in old["K"]:
            self.adopt(self.of(kid), new)
        old.clear()

    def write_artifacts(self) -> None:
        """Say on the pages what became an artifact. Once, when all is hidden."""
        numbers = self.of(self.root["ParentTree"])["Nums"]
        parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
        for reference, marks in self._hidden.items():
            page = self.of(reference)
            drawn = self.of(page["Contents"]).stream
            for place, part in enumerate(drawn):
                if isinstance(part, pydyf.Dictionary) and part.get("MCID") in marks:
                    parents[page["StructParents"]][part["MCID"]] = "null"
                    drawn[place - 1 : place + 1] = ["/Artifact", marks[part["MCID"]]]
