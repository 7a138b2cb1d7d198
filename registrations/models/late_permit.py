"""The leave of one unit to send its registration after the deadline (ngoại lệ: cho phép gửi muộn)."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from emulation.campaigns.deadlines import last_open_day
from emulation.campaigns.models import Invitation
from emulation.people.models import User
from emulation.vietnamese.fields import VietnameseTextField


class LatePermit(models.Model):
    """`until` is the instant from which it is too late for this unit. A new leave is written over the old one; history keeps both."""

    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="late_permit")
    until = models.DateTimeField("Được gửi trước lúc")
    reason = VietnameseTextField("Lý do", max_length=1000)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="Người cho phép")
    granted_at = models.DateTimeField("Cho phép lúc")

    class Meta:
        verbose_name = "cho phép gửi muộn"
        verbose_name_plural = "cho phép gửi muộn"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="late_permit_has_a_reason", violation_error_message="Xin ghi lý do cho gửi muộn."),
        ]

    def __str__(self) -> str:
        return f"{self.invitation}, đến hết {self.last_day:%d/%m/%Y}"

    @property
    def last_day(self) -> date:
        return last_open_day(self.until)

    def covers(self, moment: datetime) -> bool:
        return moment < self.until
