"""The guides there are. Each is a file of docs/guide, and says itself in its title and first paragraph whom it is for."""

from functools import cache

from emulation.guide.rendering import FOLDER, Rendered, render

SLUGS = ("chung", "don-vi", "thu-ky", "hoi-dong", "chu-tich", "cap-tren-quan-tri", "cong-khai")


@cache
def guide(slug: str) -> Rendered:
    """One of SLUGS; read once a process."""
    return render((FOLDER / f"{slug}.md").read_text(encoding="utf-8"))
