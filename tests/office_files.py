"""Word and Excel files made part by part, so that a test can put anything into one."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


def archive(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def docx(**more: str | bytes) -> bytes:
    """A Word file with these further parts."""
    return archive({"[Content_Types].xml": TYPES, "word/document.xml": "<w/>", **more})


def xlsx(**more: str | bytes) -> bytes:
    return archive({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<w/>", **more})


def relations(type_: str, mode: str = "External") -> str:
    return f'<Relationships xmlns="r"><Relationship Id="1" Type="{type_}" Target="https://example.org/a>b" TargetMode="{mode}"/></Relationships>'
