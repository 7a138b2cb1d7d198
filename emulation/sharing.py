"""What a page tells those who pass its address on: the one address, a title, a sentence, a picture."""

from typing import NamedTuple

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

PICTURE = "share.png"  # drawn by docs/pictures/draw_share.py
WIDTH, HEIGHT = 1200, 630


class Share(NamedTuple):
    """`url` is the canonical address. `is_listed` says whether search engines may list the page."""

    title: str
    description: str
    url: str
    is_listed: bool = True
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def picture(self) -> str:
        return absolute(static(PICTURE))


def absolute(path: str) -> str:
    """The address of a path as it is passed on, whatever name the site was asked by."""
    return f"{settings.SITE_URL}{path}"


def address(name: str, *args: object, page: int = 1) -> str:
    """The canonical address of one of our pages; each page of a long list has its own."""
    return absolute(reverse(name, args=args)) + (f"?trang={page}" if page > 1 else "")
