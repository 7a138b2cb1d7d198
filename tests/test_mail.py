"""The outbox: each notice is mailed once through a real SMTP server, whatever fails or runs at the same time."""

import email
import email.policy
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.utils import timezone

from emulation.notices.models import CLAIM_LIFE, TRIES, Notice, notify
from emulation.notices.outbox import deliver, deliver_waiting
from emulation.notices.tasks import deliver as deliver_task
from emulation.people.models import User
from registrations.reminders import remind_now
from tests.world import World


class Sink:
    """A mail server that keeps what it is sent."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    @property
    def subjects(self) -> list[str]:
        return [message["Subject"] for message in self.received]


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


@pytest.fixture
def port(settings: Any) -> int:
    """Where mail goes; nobody listens there until `sink` does."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    return int(settings.EMAIL_PORT)


@pytest.fixture
def sink(port: int) -> Iterator[Sink]:
    kept = Sink()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept
    controller.stop()


@pytest.fixture
def reader(world: World) -> User:
    """Somebody with an address, after everything else in the outbox is gone."""
    Notice.objects.all().delete()
    return world.people["head"]


def waiting(reader: User, key: str = "một-việc") -> Notice:
    """A mail to the reader that is still to be sent."""
    notify([reader], key=key, subject="Nhắc đăng ký", body="Còn 3 ngày.", url="/phong-trao/1/")
    return Notice.objects.get(key=key)


def test_a_reminder_arrives_in_vietnamese_with_a_link(world: World, sink: Sink) -> None:
    Notice.objects.all().delete()
    world.people["stranger"].email = "khach@example.org"
    world.people["stranger"].save()
    remind_now(world.campaign, timezone.now())

    assert deliver_waiting() == 1
    (mail,) = sink.received
    assert (mail["To"], mail["From"], mail["Subject"].strip()) == (  # a long subject may be folded right after its colon
        "khach@example.org",
        "Thi đua – Khen thưởng <thidua@localhost>",
        "Nhắc đăng ký thi đua: còn 10 ngày, TDP Bá Vân 2 chưa gửi",
    )
    assert mail.get_content().replace("\r\n", "\n").strip() == (
        "Kính gửi ông/bà Lê Văn Khách,\n\n"
        f"{world.campaign.title}.\n"
        f"Hạn gửi đăng ký: {world.campaign.due.until}. Không đăng ký thì không được xét thi đua.\n"
        "Cần hỏi xin liên hệ đồng chí Trần Thị Thư, điện thoại 0208 000 111.\n\n"
        f"Mở tại: http://127.0.0.1:8000{world.campaign.get_absolute_url()}\n\n"
        "Thư này do hệ thống Thi đua – Khen thưởng gửi. Thông báo cũng có trong mục Thông báo sau khi đăng nhập."
    )


def test_a_notice_that_leads_nowhere_has_no_link(reader: User, sink: Sink) -> None:
    notify([reader], key="không-liên-kết", subject="Báo", body="Đã xong.")
    deliver_task()

    assert [line for line in sink.received[0].get_content().splitlines() if line] == [
        "Kính gửi ông/bà Nguyễn Thị Hòa,",
        "Đã xong.",
        "Thư này do hệ thống Thi đua – Khen thưởng gửi. Thông báo cũng có trong mục Thông báo sau khi đăng nhập.",
    ]


def test_a_mail_once_sent_is_stamped_and_never_sent_again(reader: User, sink: Sink) -> None:
    notice = waiting(reader)

    assert [deliver(notice.pk), deliver(notice.pk), deliver_waiting()] == [True, False, 0]
    notice.refresh_from_db()
    assert (notice.sent_at is None, notice.tries, sink.subjects) == (False, 1, ["Nhắc đăng ký"])


def test_mail_goes_out_oldest_first(reader: User, sink: Sink) -> None:
    for days, subject in ((1, "hôm qua"), (3, "hôm kia"), (0, "hôm nay")):
        notify([reader], key=subject, subject=subject, body="Nội dung", at=timezone.now() - timedelta(days=days))

    assert deliver_waiting() == 3
    assert sink.subjects == ["hôm kia", "hôm qua", "hôm nay"]


def test_while_the_mail_server_is_down_the_claim_is_given_back_and_later_it_is_sent_once(
    reader: User, port: int, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    notice = waiting(reader)
    assert [deliver_waiting(), deliver_waiting()] == [0, 0]
    notice.refresh_from_db()
    assert (notice.tries, notice.claimed_at, notice.sent_at) == (2, None, None)
    assert [record.getMessage() for record in caplog.records] == [f"Mail for notice {notice.pk} was not sent: [Errno 111] Connection refused"] * 2

    sink = request.getfixturevalue("sink")
    assert [deliver_waiting(), deliver_waiting()] == [1, 0]
    assert sink.subjects == ["Nhắc đăng ký"]


@pytest.mark.usefixtures("port")
def test_a_mail_that_fails_five_times_is_left_for_the_inbox(reader: User) -> None:
    notice = waiting(reader)
    for _ in range(TRIES + 2):
        deliver_waiting()

    notice.refresh_from_db()
    assert (notice.tries, notice.sent_at) == (TRIES, None)


def test_the_claim_of_a_worker_that_was_killed_is_taken_up_after_ten_minutes(reader: User, sink: Sink) -> None:
    notice = waiting(reader)
    for age, sent in ((timedelta(0), 0), (CLAIM_LIFE - timedelta(seconds=30), 0), (CLAIM_LIFE + timedelta(seconds=1), 1)):
        Notice.objects.filter(pk=notice.pk).update(claimed_at=timezone.now() - age, tries=1)
        assert deliver_waiting() == sent
    assert sink.subjects == ["Nhắc đăng ký"]


def test_somebody_without_an_address_is_not_mailed(reader: User, sink: Sink) -> None:
    User.objects.filter(pk=reader.pk).update(email="")
    reader.refresh_from_db()
    notice = waiting(reader)

    assert [deliver_waiting(), deliver(notice.pk), sink.received] == [0, False, []]


def test_the_same_occasion_is_written_down_once_for_each_person(world: World) -> None:
    people = [world.people["head"], world.people["secretary"]]

    assert notify(people[:1], key="một-việc", subject="Báo", body="Nội dung") == 1
    assert notify(people, key="một-việc", subject="Báo lần nữa", body="Nội dung") == 1
    assert list(Notice.objects.filter(key="một-việc").order_by("pk").values_list("user__username", "subject")) == [
        ("to-truong-1", "Báo"),
        ("thu-ky", "Báo lần nữa"),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_that_deliver_at_once_send_each_mail_once(world: World, sink: Sink) -> None:
    Notice.objects.all().delete()
    for number in range(6):
        waiting(world.people["head"], key=f"việc-{number}")
    together, counts = threading.Barrier(4), []

    def run() -> None:
        together.wait()
        counts.append(deliver_waiting())
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(counts), len(sink.received), Notice.objects.filter(sent_at=None).count()) == (6, 6, 0)
