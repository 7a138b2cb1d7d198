"""Handing an uploaded file to the browser, after its owner's page has asked who may see it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from emulation.attachments.models import Attachment


def attachment_response(attachment: Attachment, name: str) -> HttpResponse:
    """The bytes as they came, always to be saved and never shown inside our site, under `name` and the ending of the file."""
    ending = attachment.name.rpartition(".")[2]
    with attachment.file.open("rb") as file:
        content = file.read()
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=f"{name}.{ending}".replace("/", "-")) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(content, content_type=attachment.content_type, headers=headers)
