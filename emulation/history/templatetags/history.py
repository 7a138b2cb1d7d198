"""The history of a record as a panel at the end of its page."""

from typing import Any

from django import template
from django.template import Context

from emulation.history.models import LineQuerySet

register = template.Library()

MOST = 30  # lines told before the reader asks for all


@register.inclusion_tag("components/history.html", takes_context=True)
def history(context: Context, lines: LineQuerySet) -> dict[str, Any]:
    """The newest lines, with a link to all of them where there are more; `lines` are in the order in which they are told."""
    whole = "lich-su" in context["request"].GET
    found = list(lines if whole else lines[: MOST + 1])
    return {"lines": found if whole else found[:MOST], "has_more": not whole and len(found) > MOST}
