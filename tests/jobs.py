"""Background work in tests: press the button, let the work be done here, fetch the file."""

from django.test import Client
from django.urls import resolve, reverse

from emulation.jobs.models import Job
from emulation.jobs.running import run


def asked_for(client: Client, url_name: str, campaign_pk: int, **posted: str) -> Job:
    """The job that a press of the button starts; nobody works at it yet."""
    answer = client.post(reverse(url_name, args=[campaign_pk]), posted)
    assert answer.status_code == 302
    return Job.objects.get(pk=resolve(answer.headers["Location"]).kwargs["job_pk"])


def file_of_job(client: Client, url_name: str, campaign_pk: int, **posted: str) -> str:
    """The address of the file that the job made."""
    job = asked_for(client, url_name, campaign_pk, **posted)
    run(job.pk)
    return reverse("job-file", args=[job.pk])


def made_by_job(client: Client, url_name: str, campaign_pk: int, **posted: str) -> bytes:
    """The file that a press of the button brings."""
    return client.get(file_of_job(client, url_name, campaign_pk, **posted)).getvalue()
