"""Sending the mail that waits: claim by a one-row update, send outside any transaction, stamp."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from emulation.notices.models import Notice

logger = logging.getLogger(__name__)


def deliver_waiting(now: datetime | None = None) -> int:
    """Send what waits, oldest first; how many mails went out. Two workers at once send each mail once."""
    waiting = Notice.objects.waiting(now or timezone.now())
    return sum(deliver(pk) for pk in waiting.order_by("made_at").values_list("pk", flat=True)[:500])


def deliver(notice_pk: int) -> bool:
    """Send one mail if nobody else has claimed it. A failure gives the claim back, so that the next run tries again."""
    now = timezone.now()
    if not Notice.objects.waiting(now).filter(pk=notice_pk).update(claimed_at=now, tries=F("tries") + 1):
        return False
    notice = Notice.objects.select_related("user").get(pk=notice_pk)
    try:
        message(notice).send()
    except OSError as error:  # smtplib's errors and the network's alike
        logger.warning("Mail for notice %s was not sent: %s", notice_pk, error)
        Notice.objects.filter(pk=notice_pk).update(claimed_at=None)
        return False
    Notice.objects.filter(pk=notice_pk).update(sent_at=timezone.now())
    return True


def message(notice: Notice) -> EmailMessage:
    """The mail of a notice, with a link back into the site."""
    link = f"{settings.SITE_URL}{notice.url}" if notice.url else ""
    return EmailMessage(subject=notice.subject, body=render_to_string("mail/notice.txt", {"notice": notice, "link": link}), to=[notice.email])
