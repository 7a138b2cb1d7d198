"""Finding awards again: all that one recipient was given, and the papers that came after the decision."""

from django.db.models import Q

from awards.models import Award, Decision
from awards.models.decision import AwardQuerySet
from emulation.issuing.models import KEPT, OutgoingPaper


def others_of(award: Award, seen: AwardQuerySet) -> list[Award]:
    """All other awards of the same recipient: of the unit that it is, or of the same name in the same unit or one before or after it."""
    nominee, field = award.nomination.nominee_unit, "nomination__nominee_unit"
    if nominee is None:
        nominee, field = award.unit, "unit"
    family = Q(**{field: nominee}) | Q(**{f"{field}__kin_key__contains": nominee.search_key})
    same = family if field != "unit" else family & Q(search_key=award.search_key, subject=award.subject)
    others = seen.filter(same).exclude(pk=award.pk).select_related("honour", "unit", "decision__paper").defer("decision__paper__content")
    return list(others.order_by("-book_year", "-book_number")[:50])


def later_papers(decision: Decision) -> list[OutgoingPaper]:
    """The issued papers that replace or correct the decision's own; its awards stand."""
    of_it = Q(replaces=decision.paper_id) | Q(corrects=decision.paper_id)
    return list(OutgoingPaper.objects.filter(of_it, state__in=KEPT).defer("content").order_by("issued_at", "pk")) if decision.paper_id else []
