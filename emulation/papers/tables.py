"""Says of each head of a printed table whether it heads a row or a column, and lists the heads by name: WeasyPrint 70 leaves both out."""

from typing import Any

import pydyf


def name_table_heads(pdf: Any) -> None:
    """Add Scope to each table head of a tagged PDF being written, and the tree of their names (ISO 32000-1, 14.8.5.7 and 14.7.2)."""
    heads: list[Any] = [found for found in pdf.objects if isinstance(found, pydyf.Dictionary) and found.get("S") == "/TH"]
    for head in heads:
        row = _of(pdf, head["P"])
        head["A"]["Scope"] = "/Column" if _of(pdf, row["P"])["S"] == "/THead" else "/Row"
    if heads:
        named = sorted(heads, key=lambda head: str(head["ID"].string).encode())
        names = pydyf.Dictionary({"Names": pydyf.Array([part for head in named for part in (head["ID"], head.reference)])})
        pdf.add_object(names)
        _of(pdf, pdf.catalog["StructTreeRoot"])["IDTree"] = names.reference


def _of(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
