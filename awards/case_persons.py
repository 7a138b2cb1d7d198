"""Who may decide what: whoever signed a nomination, who appraised it, and who decides are three persons for one case."""

from awards.models import Award, Nomination
from awards.workflow import VOTED, why_not_appraised_by, why_not_decided_by
from emulation.people.models import User
from emulation.workflow import MoveRefused


def check_decider(award: Award, by: User) -> None:
    """Raises MoveRefused when the person who decides signed the nomination, appraised it, or drew up the decision."""
    if by.pk == award.decision.made_by_id:
        raise MoveRefused("Ông/bà đã lập quyết định này nên không quyết định được. Xin để người khác có thẩm quyền quyết định.")
    if why_not := why_not_decided_by(award.nomination, by):
        raise MoveRefused(f"{why_not} Xin trả lại trường hợp này để người khác quyết định.")


def check_nomination(nomination: Nomination) -> None:
    """Raises MoveRefused when one person signed the nomination and appraised it, or it does not wait for a decision any more."""
    appraiser = nomination.appraised_by
    if why_not := why_not_appraised_by(nomination, appraiser) if appraiser else "":
        raise MoveRefused(f"{nomination.name}: {why_not}")
    if nomination.state not in VOTED:
        raise MoveRefused(f"{nomination.name}: đề nghị hiện ở tình trạng “{nomination.badge.word}” nên không quyết định được. Xin trả lại trường hợp này.")
