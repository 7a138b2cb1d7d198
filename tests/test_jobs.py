"""Background work: asked for once, claimed by one, watched, called off, taken up again after a stop, and removed when it is old."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from emulation.jobs import kinds, running
from emulation.jobs.asking import cancel, start
from emulation.jobs.kinds import JobRefused, Params, Product, Progress, Work, job_kind
from emulation.jobs.models import KEPT_FOR, LONG_WAIT, SILENT_FOR, TRIES, Job, Outcome
from emulation.jobs.running import BROKEN, GIVEN_UP, run
from emulation.jobs.tasks import put_silent_jobs_back, remove_old_jobs, run_job
from tests.pages import messages, texts
from tests.world import World

STATE = ".//main//span[@class='state {}']"


@pytest.fixture(autouse=True)
def kinds_of_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds of work that end well, badly, or in the middle; registered for one test only."""
    monkeypatch.setattr(kinds, "KINDS", registered := dict(kinds.KINDS))
    for module in ("emulation.jobs.asking", "emulation.jobs.running", "emulation.jobs.views"):
        monkeypatch.setattr(f"{module}.KINDS", registered)
    monkeypatch.setattr(running, "BETWEEN_NOTES", 0)
    job_kind("count", open_to=lambda user, params: not params.get("closed"))(counting)


def counting(params: Params) -> Work:
    """Three steps; at the second something may happen to the job."""
    for done in range(3):
        yield Progress(done, 3)
        if done == 1:
            _happen(params.get("then", ""))
    return Product(b"abc", "Tệp thử.txt", "text/plain")


def _happen(what: str) -> None:
    if what == "refuse":
        raise JobRefused("Chưa có gì để in.")
    if what == "break":
        raise ZeroDivisionError
    if what == "cancel":
        cancel(Job.objects.get())
    if what == "lose":
        Job.objects.update(tries=2)


@pytest.fixture
def owner(world: World) -> Any:
    return world.people["secretary"]


def ask(owner: Any, **params: Any) -> Job:
    return start("count", owner=owner, label="Đếm", params=params, url="/phong-trao/")


def after(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_job_is_done_and_its_file_kept(owner: Any) -> None:
    job = ask(owner)
    run(job.pk)
    done = after(job)
    assert (done.outcome, done.done, done.total, done.tries, done.file_name, done.content_type) == ("done", 3, 3, 1, "Tệp thử.txt", "text/plain")
    assert (done.file.read(), done.kept_until, str(done)) == (b"abc", done.finished_at + KEPT_FOR, "Đếm")
    done.file.close()


def test_the_same_wish_is_one_job_while_it_is_unfinished(owner: Any, world: World) -> None:
    job = ask(owner, a=1, b=2)
    assert (ask(owner, b=2, a=1), ask(owner, a=2) == job, ask(world.people["chair"], a=1, b=2) == job) == (job, False, False)
    run(job.pk)
    assert ask(owner, a=1, b=2) != job


def test_a_wish_is_queued_once_and_only_after_the_commit(owner: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True) as queued:
        job = ask(owner)
        ask(owner)
    assert (len(queued), after(job).outcome) == (1, "done")


def test_a_kind_that_nobody_registered_cannot_be_asked_for(owner: Any) -> None:
    with pytest.raises(KeyError):
        start("fly", owner=owner, label="Bay", params={})


def test_a_second_run_of_the_task_does_nothing(owner: Any) -> None:
    job = ask(owner)
    run_job(job.pk)
    first = Job.objects.filter(pk=job.pk).values().get()
    run_job(job.pk)
    assert Job.objects.filter(pk=job.pk).values().get() == first


def test_a_refusal_is_told_to_the_owner_and_not_tried_again(owner: Any) -> None:
    job = ask(owner, then="refuse")
    run(job.pk)
    assert (after(job).outcome, after(job).error, after(job).file.name) == ("failed", "Chưa có gì để in.", "")


def test_a_bug_is_told_to_us_and_the_owner_hears_that_it_failed(owner: Any) -> None:
    job = ask(owner, then="break")
    with pytest.raises(ZeroDivisionError):
        run(job.pk)
    assert (after(job).outcome, after(job).error) == ("failed", BROKEN)


@pytest.mark.parametrize(("what", "outcome"), [("cancel", "cancelled"), ("lose", "")])
def test_work_stops_at_the_next_step_when_the_job_is_called_off_or_given_to_another(owner: Any, what: str, outcome: str) -> None:
    job = ask(owner, then=what)
    run(job.pk)
    assert (after(job).outcome, after(job).file.name) == (outcome, "")


def test_a_file_that_nobody_waits_for_any_more_is_not_kept(owner: Any, tmp_path: Any) -> None:
    def late(params: Params) -> Work:
        yield Progress(0, 1)
        cancel(Job.objects.get())
        return Product(b"abc", "a.txt", "text/plain")

    job_kind("late", open_to=lambda user, params: True)(late)
    job = start("late", owner=owner, label="Muộn", params={})
    run(job.pk)
    assert (after(job).outcome, list((tmp_path / "files").rglob("*.txt"))) == ("cancelled", [])


def test_progress_is_not_written_at_every_step(owner: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any) -> None:
    monkeypatch.setattr(running, "BETWEEN_NOTES", 60)
    job = ask(owner)
    with django_assert_num_queries(4):  # claim, fetch, one note of the first step, the end
        run(job.pk)


def silence(job: Job, **fields: Any) -> None:
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - SILENT_FOR - timedelta(seconds=1), **fields)


def test_what_a_stopped_worker_left_is_run_again(owner: Any) -> None:
    job = ask(owner)
    silence(job, started_at=timezone.now(), tries=1)
    run(job.pk)
    assert after(job).outcome == ""  # it still seems to be in somebody's hands
    put_silent_jobs_back()
    assert (after(job).outcome, after(job).tries) == ("done", 2)


def test_a_job_whose_message_was_lost_is_queued_again(owner: Any) -> None:
    job = ask(owner)
    put_silent_jobs_back()
    assert after(job).outcome == ""
    silence(job)
    put_silent_jobs_back()
    assert after(job).outcome == "done"


def test_a_job_that_was_stopped_three_times_is_given_up(owner: Any) -> None:
    job = ask(owner)
    silence(job, started_at=timezone.now(), tries=TRIES)
    put_silent_jobs_back()
    assert (after(job).outcome, after(job).error) == ("failed", GIVEN_UP)


def test_old_jobs_are_removed_with_their_files(owner: Any, tmp_path: Any) -> None:
    old, failed, young = ask(owner, a=1), ask(owner, a=2, then="refuse"), ask(owner, a=3)
    for job in (old, failed, young):
        run(job.pk)
    Job.objects.exclude(pk=young.pk).update(finished_at=timezone.now() - KEPT_FOR - timedelta(seconds=1))
    remove_old_jobs()
    assert (list(Job.objects.all()), len(list((tmp_path / "files" / "viec").rglob("*.txt")))) == ([young], 1)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("job_done_within_its_total", {"done": 1}),
        ("job_run_at_most_three_times", {"tries": 4}),
        ("job_finished_exactly_with_an_outcome", {"finished_at": timezone.now()}),
        ("job_has_a_file_exactly_when_done", {"outcome": Outcome.DONE, "finished_at": timezone.now()}),
        ("job_failed_exactly_with_a_sentence", {"outcome": Outcome.FAILED, "finished_at": timezone.now()}),
    ],
)
def test_the_database_refuses_a_job_that_cannot_be(owner: Any, name: str, fields: dict[str, Any]) -> None:
    job = ask(owner)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**fields)


def open_page(client: Client, job: Job, **headers: str) -> Any:
    return client.get(job.get_absolute_url(), headers=headers)


def test_the_page_of_a_waiting_job_says_so_and_after_a_while_that_nobody_is_at_work(client: Client, owner: Any) -> None:
    client.force_login(owner)
    job = ask(owner)
    assert texts(open_page(client, job), STATE.format("todo")) == ["○ Đang chờ"]
    assert texts(open_page(client, job), ".//div[@id='tien-do']/p") == []
    Job.objects.update(made_at=timezone.now() - LONG_WAIT - timedelta(seconds=1))
    assert len(texts(open_page(client, job), ".//div[@id='tien-do']/p")) == 1


def test_the_page_of_a_running_job_shows_how_far_it_is(client: Client, owner: Any) -> None:
    client.force_login(owner)
    job = ask(owner)
    Job.objects.update(started_at=timezone.now(), tries=1)
    assert texts(open_page(client, job), ".//div[@id='tien-do']/span") == ["Đang chuẩn bị…"]
    Job.objects.update(done=12, total=35)
    page = open_page(client, job)
    assert (texts(page, STATE.format("now")), texts(page, ".//div[@id='tien-do']/span")) == (["● Đang làm"], ["12/35"])
    part = open_page(client, job, HX_Request="true")
    assert (texts(part, ".//div[@id='tien-do']/span"), "<html" in part.content.decode()) == (["12/35"], False)


def test_the_state_is_in_the_part_that_is_asked_for_every_second_and_stands_once(client: Client, owner: Any) -> None:
    client.force_login(owner)
    job = ask(owner)
    assert texts(open_page(client, job), ".//main//span[@class='state todo']") == ["○ Đang chờ"]
    assert texts(open_page(client, job), ".//main//div[@data-hx-get]/p/span") == ["○ Đang chờ"]
    Job.objects.update(started_at=timezone.now(), tries=1)
    assert texts(open_page(client, job, HX_Request="true"), "./p/span") == ["● Đang làm"]


def test_htmx_is_told_to_load_the_page_anew_when_the_job_is_over(client: Client, owner: Any) -> None:
    client.force_login(owner)
    job = ask(owner)
    run(job.pk)
    answer = open_page(client, job, HX_Request="true")
    assert (answer.headers["HX-Refresh"], answer.content) == ("true", b"")


def test_the_page_of_a_finished_job_gives_the_file(client: Client, owner: Any) -> None:
    client.force_login(owner)
    job = ask(owner)
    run(job.pk)
    assert texts(open_page(client, job), ".//main//div[@class='actions']/a") == ["Tải về"]
    answer = client.get(reverse("job-file", args=[job.pk]))
    assert (answer.getvalue(), answer.headers["Content-Length"], answer.headers["Cache-Control"]) == (b"abc", "3", "private, no-store")
    assert texts(client.get(reverse("job-list")), ".//tbody/tr/td/span") == ["✓ Đã xong"]


def test_who_may_no_longer_see_what_it_is_about_gets_no_file(client: Client, owner: Any) -> None:
    client.force_login(owner)
    job = ask(owner, closed=True)
    run(job.pk)
    assert texts(open_page(client, job), ".//main/p[@class='note warning']") == ["Ông/bà không còn nhiệm vụ ở nơi này nên không mở được tệp."]
    assert client.get(reverse("job-file", args=[job.pk])).status_code == 404
    Job.objects.update(kind="gone")
    assert client.get(reverse("job-file", args=[job.pk])).status_code == 404


def test_a_failed_job_says_why(client: Client, owner: Any) -> None:
    client.force_login(owner)
    job = ask(owner, then="refuse")
    run(job.pk)
    assert texts(open_page(client, job), ".//main/p[@class='note error']") == ["Chưa có gì để in."]
    assert client.get(reverse("job-file", args=[job.pk])).status_code == 404


def test_the_owner_calls_it_off_once(client: Client, owner: Any) -> None:
    client.force_login(owner)
    job = ask(owner)
    url = reverse("job-cancel", args=[job.pk])
    assert texts(client.post(url, follow=True), STATE.format("todo")) == ["■ Đã dừng"]
    assert messages(client.post(url, follow=True)) == ["Việc đã kết thúc nên không cần dừng nữa."]
    run(job.pk)
    assert after(job).outcome == "cancelled"
