"""What search engines are told to look at: localities, campaigns, decisions in force. Never posted lists: see docs/decisions/0026."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from awards.models import Decision
from awards.publishing.localities import localities
from emulation.campaigns.models import Campaign
from emulation.issuing.models import State


class Addresses(Sitemap):
    """The addresses of one kind of page; `items` are the codes in them."""

    limit = 10_000  # addresses of a file
    page = ""

    @property
    def protocol(self) -> str:  # type: ignore[override]  # as SITE_URL says
        return str(urlsplit(settings.SITE_URL).scheme)

    def get_domain(self, site: object = None) -> str:
        return str(urlsplit(settings.SITE_URL).netloc)

    def location(self, item: str) -> str:
        return reverse(self.page, args=[item])


class Localities(Addresses):
    page = "public-locality"

    def items(self):  # type: ignore[no-untyped-def]  # a lazy list of codes, which has no name of its own
        return localities(timezone.localdate()).values_list("code", flat=True)


class Campaigns(Addresses):
    page = "public-campaign"

    def items(self):  # type: ignore[no-untyped-def]
        return Campaign.objects.launched().order_by("pk").values_list("code", flat=True)


class Decisions(Addresses):
    page = "public-decision"

    def items(self):  # type: ignore[no-untyped-def]
        return Decision.objects.issued().exclude(paper__state=State.REVOKED).order_by("pk").values_list("paper__code", flat=True)


SECTIONS: dict[str, type[Sitemap] | Sitemap] = {"dia-phuong": Localities, "phong-trao": Campaigns, "quyet-dinh": Decisions}
