"""Which cases of a decision the council has passed, and at which meeting: what its papers may say of the council."""

from collections.abc import Iterable

from awards.models import Award, Ballot, Meeting


def all_passed(awards: Iterable[Award]) -> bool:
    """Whether the council voted for every one of them."""
    nominations = {award.nomination_id for award in awards}
    return nominations == set(Ballot.objects.filter(has_passed=True, nomination__in=nominations).values_list("nomination", flat=True))


def meeting_of(awards: Iterable[Award]) -> Meeting | None:
    """The last meeting of the council that passed every one of them; None where one was passed elsewhere, or not voted on."""
    nominations = {award.nomination_id for award in awards}
    passed: dict[int, set[int]] = {}
    for meeting, nomination in Ballot.objects.filter(has_passed=True, nomination__in=nominations).values_list("meeting", "nomination"):
        passed.setdefault(meeting, set()).add(nomination)
    whole = [meeting for meeting, those in passed.items() if those == nominations]
    return Meeting.objects.select_related("unit", "minutes").get(pk=max(whole)) if whole else None
