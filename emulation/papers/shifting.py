"""Moves what stands on the pages of a PDF by so many millimetres; the pages stay as large as they are."""

import io

import pikepdf

POINTS = 72 / 25.4  # in a millimetre


def shifted(pdf: bytes, *, right_mm: float, down_mm: float) -> bytes:
    """The same file with everything on each page moved to the right and down, or to the left and up by negative numbers."""
    move = f"q 1 0 0 1 {right_mm * POINTS:.4f} {-down_mm * POINTS:.4f} cm\n".encode()
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as moved:
        for page in moved.pages:
            page.contents_add(move, prepend=True)
            page.contents_add(b"\nQ")
        moved.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return buffer.getvalue()
