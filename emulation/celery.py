"""Background work, and the clock: what runs by itself, and when."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emulation.settings")

app = Celery("emulation")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Every task may run twice, late or not at all: what is due is read from the database each time.
app.conf.beat_schedule = {
    # From 08:00; the later runs of the day only catch up after a stop.
    "remind those who owe a registration": {
        "task": "registrations.tasks.remind",
        "schedule": crontab(hour="8-20", minute="*/15"),
    },
    "close the registration of campaigns past their deadline": {
        "task": "emulation.campaigns.tasks.close_due_registrations",
        "schedule": crontab(minute="*/5"),
    },
    "forget tables that were uploaded and not imported": {
        "task": "emulation.people.tasks.forget_old_imports",
        "schedule": crontab(minute="20"),
    },
    "forget what was typed and never saved": {
        "task": "emulation.typed.tasks.forget_old_texts",
        "schedule": crontab(hour="3", minute="40"),
    },
    "forget lists of nominees that were uploaded and not imported": {
        "task": "awards.tasks.forget_old_lists",
        "schedule": crontab(minute="25"),
    },
    "send the mail that waits": {
        "task": "emulation.notices.tasks.deliver",
        "schedule": crontab(minute="*"),
    },
    "render the papers that a stop left without a file": {
        "task": "registrations.tasks.keep_waiting_papers",
        "schedule": crontab(minute="*/5"),
    },
    "finish the papers that a stop left between number and file": {
        "task": "emulation.issuing.tasks.finish_waiting_papers",
        "schedule": crontab(minute="*/5"),
    },
    "put the jobs back whose worker was stopped": {
        "task": "emulation.jobs.tasks.put_silent_jobs_back",
        "schedule": crontab(minute="*"),
    },
    "remove the files of old jobs": {
        "task": "emulation.jobs.tasks.remove_old_jobs",
        "schedule": crontab(hour="3", minute="30"),
    },
}
