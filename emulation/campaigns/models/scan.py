"""The signed scan of a campaign's plan, which everybody who sees the campaign may download."""

from django.db import models
from django.db.models import Q

from emulation.attachments.models import Attached
from emulation.campaigns.models.campaign import Campaign
from emulation.people.models import User
from emulation.units.models import subtrees


class PlanScanQuerySet(models.QuerySet["PlanScan"]):
    """Questions about many scans."""

    def in_use(self) -> "PlanScanQuerySet":
        """Those that no other has replaced, as they were uploaded."""
        return self.filter(removed_at=None).select_related("attachment").order_by("pk")

    def visible_to(self, user: User) -> "PlanScanQuerySet":
        """Whoever sees the campaign sees the scans in use; those replaced are for those who keep it."""
        kept = subtrees("campaign__unit__path", user.units_in_keeping)
        return self.filter(Q(removed_at=None) | kept, campaign__in=Campaign.objects.visible_to(user))


class PlanScan(Attached):
    """One file of the signed plan; a plan scanned page by page has several."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="plan_scans")

    objects = PlanScanQuerySet.as_manager()

    class Meta:
        verbose_name = "bản kế hoạch đã ký"
        verbose_name_plural = "bản kế hoạch đã ký"
        ordering = ["pk"]
