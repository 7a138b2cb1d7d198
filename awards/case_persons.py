"""Who may decide what: whoever signed a nomination, who appraised it, and who decides are three persons for one case."""

from awards.models import VOTED, Award, Nomination
from awards.votes import check_vote
from emulation.people.models import User
from emulation.workflow import MoveRefused


def why_not_appraised_by(nomination: Nomination, person: User) -> str:
    """Why this person may not appraise the nomination: who signs, who appraises and who decides are three people. "" when he may."""
    if person.pk == nomination.signed_by_id:
        return "Người đã ký đề nghị không thẩm định chính đề nghị đó. Xin để thư ký khác thẩm định."
    if person.pk == nomination.exception_by_id:
        return "Người đã cho phép ngoại lệ không thẩm định đề nghị đó. Xin để thư ký khác thẩm định."
    return ""


def why_not_decided_by(nomination: Nomination, person: User) -> str:
    """Why this person may not decide on the nomination; "" when he may."""
    if person.pk == nomination.signed_by_id:
        return f"Người đã ký đề nghị không quyết định chính đề nghị đó: {nomination.name}."
    if person.pk == nomination.appraised_by_id:
        return f"Người đã thẩm định không quyết định đề nghị đó: {nomination.name}."
    return ""


def check_decider(award: Award, by: User) -> None:
    """Raises MoveRefused when the person who decides signed the nomination, appraised it, or drew up the decision."""
    if by.pk == award.decision.made_by_id:
        raise MoveRefused("Ông/bà đã lập quyết định này nên không quyết định được. Xin để người khác có thẩm quyền quyết định.")
    if why_not := why_not_decided_by(award.nomination, by):
        raise MoveRefused(f"{why_not} Xin trả lại trường hợp này để người khác quyết định.")


def check_nomination(nomination: Nomination) -> None:
    """Raises MoveRefused when one person signed the nomination and appraised it, it does not wait for a decision any more, or lacks the vote it needs."""
    appraiser = nomination.appraised_by
    if why_not := why_not_appraised_by(nomination, appraiser) if appraiser else "":
        raise MoveRefused(f"{nomination.name}: {why_not}")
    if nomination.state not in VOTED:
        raise MoveRefused(f"{nomination.name}: đề nghị hiện ở tình trạng “{nomination.badge.word}” nên không quyết định được. Xin trả lại trường hợp này.")
    check_vote(nomination)
