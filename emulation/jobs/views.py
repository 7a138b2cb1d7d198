"""Pages of background work: its progress, its end, and the file that came of it. Only who asked for it sees it."""

from collections.abc import Iterator

from django.contrib import messages
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from emulation.jobs.asking import cancel
from emulation.jobs.kinds import KINDS
from emulation.jobs.lists import JOBS
from emulation.jobs.models import Job, Outcome
from emulation.listing import Listed
from emulation.people.access import EVERYONE, person, roles


def _own_job(request: HttpRequest, job_pk: int) -> Job:
    return get_object_or_404(Job.objects.visible_to(person(request)), pk=job_pk)


def _may_have(request: HttpRequest, job: Job) -> bool:
    """Whether the owner may still see what the job is about: a term may have ended since."""
    kind = KINDS.get(job.kind)
    return kind is not None and kind.open_to(person(request), job.params)


@roles(*EVERYONE)
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    listed = Listed(JOBS, Job.objects.visible_to(person(request)), request.GET)
    return listed.file() if listed.wants_file else render(request, "jobs/job_list.html", {"list": listed, "page": listed.page})


@roles(*EVERYONE)
@require_safe
def job_detail(request: HttpRequest, job_pk: int) -> HttpResponse:
    """The page, or only its progress when htmx asks every second; once the job is over, htmx is told to load the page anew."""
    job = _own_job(request, job_pk)
    if "HX-Request" in request.headers:
        return render(request, "jobs/progress.html", {"job": job}) if job.is_unfinished else HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "jobs/job_detail.html", {"job": job, "may_have": job.outcome == Outcome.DONE and _may_have(request, job)})


@roles(*EVERYONE)
@require_POST
def job_cancel(request: HttpRequest, job_pk: int) -> HttpResponse:
    job = _own_job(request, job_pk)
    if not cancel(job):
        messages.info(request, "Việc đã kết thúc nên không cần dừng nữa.")
    return redirect(job)


@roles(*EVERYONE)
@require_safe
def job_file(request: HttpRequest, job_pk: int) -> HttpResponseBase:
    """The file, a PDF shown in the browser unless it is to be downloaded."""
    job = _own_job(request, job_pk)
    if not job.file or not _may_have(request, job):
        raise Http404
    download = "tai" in request.GET or job.content_type != "application/pdf"
    disposition = content_disposition_header(as_attachment=download, filename=job.file_name) or "inline"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(_chunks(job.file), content_type=job.content_type, headers={**headers, "Content-Length": str(job.file.size)})


def _chunks(file: FieldFile) -> Iterator[bytes]:
    with file.open() as opened:
        yield from opened.chunks()
