"""What the vote of the council has to do with deciding: honours that need one, meetings that have not ended, and who may not learn of it yet."""

from collections.abc import Iterable

from awards.models import Nomination, State
from emulation.people.models import User
from emulation.workflow import MoveRefused


def needs_vote(nomination: Nomination) -> bool:
    """Whether the honour proposed asks for a share of all members of the council, and so for a vote, which has not passed it (yet)."""
    return nomination.proposed.threshold is not None and nomination.state == State.APPRAISED


def check_vote(nomination: Nomination) -> None:
    """Raises MoveRefused for an honour that the council must have passed, and has not."""
    if needs_vote(nomination):
        asked = f"từ {nomination.proposed.threshold}% tổng số thành viên Hội đồng"
        raise MoveRefused(f"{nomination.name}: “{nomination.proposed}” phải được {asked} đồng ý mới quyết định được. Xin đưa ra Hội đồng biểu quyết trước.")


def check_sessions(nominations: Iterable[Nomination]) -> None:
    """Raises MoveRefused while a meeting that voted on one of them goes on: whoever is recused would learn the verdict by what is done with it."""
    keys = [nomination.pk for nomination in nominations]
    if names := list(Nomination.objects.in_session().filter(pk__in=keys).order_by("pk").values_list("name", flat=True)[:5]):
        raise MoveRefused(f"Cuộc họp Hội đồng xét đề nghị này chưa kết thúc: {', '.join(names)}. Xin kết thúc cuộc họp rồi làm tiếp.")


def refuse_hidden(nomination: Nomination, by: User) -> None:
    """Lock the nomination, and raise MoveRefused, in the same words whatever the verdict, to who may not learn it yet."""
    Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    if Nomination.objects.hidden_from(by).filter(pk=nomination.pk).exists():
        raise MoveRefused("Đề nghị đang được Hội đồng xét. Ông/bà không tham gia nội dung này nên xin chờ cuộc họp kết thúc.")
