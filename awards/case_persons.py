"""Who may decide what: whoever signed a nomination, who appraised it, and who decides are three persons for one case."""

from awards.models import Award, Nomination
from emulation.people.models import User
from emulation.workflow import MoveRefused


def check_decider(award: Award, by: User) -> None:
    """Raises MoveRefused when the person who decides signed the nomination, appraised it, or drew up the decision."""
    nomination = award.nomination
    if by.pk == award.decision.made_by_id:
        raise MoveRefused("Ông/bà đã lập quyết định này nên không quyết định được. Xin để người khác có thẩm quyền quyết định.")
    done = {nomination.signed_by_id: "đã ký đề nghị", nomination.appraised_by_id: "đã thẩm định hồ sơ"}
    if what := done.get(by.pk):
        raise MoveRefused(f"Ông/bà {what} khen thưởng {award.name} nên không quyết định trường hợp này được. Xin trả lại để người khác quyết định.")


def check_appraiser(nomination: Nomination) -> None:
    """Raises MoveRefused when one person signed the nomination and appraised it."""
    if nomination.signed_by_id == nomination.appraised_by_id:
        raise MoveRefused(f"Người ký đề nghị và người thẩm định của {nomination.name} là một người. Xin để người khác thẩm định lại.")
