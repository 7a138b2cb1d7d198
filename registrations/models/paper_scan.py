"""The scan of a registration that came on paper."""

from django.db import models
from django.db.models import Q

from emulation.attachments.models import Attached
from emulation.people.models import Role, User
from emulation.units.models import subtrees
from registrations.models.registration import Registration


class PaperScanQuerySet(models.QuerySet["PaperScan"]):
    """Questions about many scans."""

    def in_use(self) -> "PaperScanQuerySet":
        """Those that no other has replaced, as they were uploaded."""
        return self.filter(removed_at=None).select_related("attachment").order_by("pk")

    def visible_to(self, user: User) -> "PaperScanQuerySet":
        """Whoever sees the registration sees the scans in use; those replaced are for the secretary who receives it."""
        receives = subtrees("registration__campaign__unit__path", user.tops_as(Role.SECRETARY))
        return self.filter(Q(removed_at=None) | receives, registration__in=Registration.objects.visible_to(user))


class PaperScan(Attached):
    """One file of the paper; one scanned page by page has several."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="paper_scans")

    objects = PaperScanQuerySet.as_manager()

    class Meta:
        verbose_name = "bản quét đăng ký giấy"
        verbose_name_plural = "bản quét đăng ký giấy"
        ordering = ["pk"]
