"""What a unit asks for when the deadline passed while it was writing (xin nộp muộn)."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from emulation.campaigns.models import Invitation, State
from emulation.people.models import Role, User
from emulation.units.models import subtrees
from emulation.vietnamese.dates import clock
from emulation.vietnamese.fields import VietnameseTextField


class LateRequestQuerySet(models.QuerySet["LateRequest"]):
    """Questions about many requests."""

    def open(self) -> "LateRequestQuerySet":
        return self.filter(closed_at=None)

    def waiting_for(self, user: User, now: datetime) -> "LateRequestQuerySet":
        """Those that a secretary has not answered, the oldest first; none where the deadline was extended for all, or the campaign is over."""
        late = {"invitation__campaign__deadline__lte": now, "invitation__campaign__state__in": [State.LAUNCHED, State.REGISTRATION_CLOSED]}
        return self.open().filter(subtrees("invitation__campaign__unit__path", user.tops_as(Role.SECRETARY)), **late).order_by("asked_at", "pk")


class LateRequest(models.Model):
    """`text` is all that the unit had written by then. A request is closed by the leave, or by a refusal; history says which."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="late_requests")
    text = VietnameseTextField("Nội dung đã ghi", blank=True)
    reason = VietnameseTextField("Lý do", max_length=1000)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="Người xin")
    asked_at = models.DateTimeField("Xin lúc")
    closed_at = models.DateTimeField("Trả lời lúc", null=True, blank=True)

    objects = LateRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "xin nộp muộn"
        verbose_name_plural = "xin nộp muộn"
        constraints = [
            models.UniqueConstraint(fields=["invitation"], condition=Q(closed_at=None), name="one_open_late_request_per_invitation"),
            models.CheckConstraint(condition=~Q(reason=""), name="late_request_has_a_reason", violation_error_message="Xin ghi lý do nộp muộn."),
        ]

    def __str__(self) -> str:
        return f"{self.invitation}, {clock(self.asked_at)}"
