"""The states of a nomination, how they show, and which of them mean what."""

from django.db import models

from emulation.people.models import Role
from emulation.workflow import Badge


class State(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Đã gửi, chờ thẩm định"
    RETURNED = "returned", "Trả lại"
    WITHDRAWN = "withdrawn", "Đã rút"
    APPRAISED = "appraised", "Đã thẩm định"
    PASSED = "passed", "Hội đồng thông qua"
    FAILED = "failed", "Hội đồng không thông qua"
    APPROVED = "approved", "Đã duyệt, chờ ban hành"
    REFUSED = "refused", "Không khen thưởng"
    AWARDED = "awarded", "Đã khen thưởng"
    ROUTED = "routed", "Đã trình cấp trên"
    REVOKED = "revoked", "Đã hủy bỏ, thu hồi"
    ABOVE = "above", "Cấp trên đã khen thưởng"


BADGES = {
    State.DRAFT: Badge("todo", "○", State.DRAFT.label),
    State.SUBMITTED: Badge("now", "●", State.SUBMITTED.label),
    State.RETURNED: Badge("back", "↩", State.RETURNED.label),
    State.WITHDRAWN: Badge("stop", "×", State.WITHDRAWN.label),
    State.APPRAISED: Badge("now", "●", State.APPRAISED.label),
    State.PASSED: Badge("now", "●", State.PASSED.label),
    State.FAILED: Badge("stop", "×", State.FAILED.label),
    State.APPROVED: Badge("now", "●", State.APPROVED.label),
    State.REFUSED: Badge("stop", "×", State.REFUSED.label),
    State.AWARDED: Badge("ok", "✓", State.AWARDED.label),
    State.ROUTED: Badge("ok", "↑", State.ROUTED.label),
    State.REVOKED: Badge("late", "×", State.REVOKED.label),
    State.ABOVE: Badge("ok", "✓", State.ABOVE.label),
}
PENDING = Badge("now", "●", "Đang xét")  # what a unit sees of what the office has not decided yet
PENDING_STATE = "pending"  # by which it looks for such
OFFICE = (Role.SECRETARY, Role.CHAIR, Role.COUNCIL, Role.ADMINISTRATOR, Role.SUPERIOR)
EDITABLE = (State.DRAFT, State.RETURNED)
AT_OFFICE = (State.APPRAISED, State.PASSED, State.FAILED, State.APPROVED)  # nothing of it reaches the unit before the decision is issued
ENDED = (State.WITHDRAWN, State.FAILED, State.REFUSED, State.REVOKED)
GONE_ON = (*AT_OFFICE, State.REFUSED, State.AWARDED, State.ROUTED, State.REVOKED, State.ABOVE)  # what was appraised once and did not come back
VERDICTS = (State.PASSED, State.FAILED)  # what a ballot makes of it, not to be learnt by everybody before the meeting has ended
VOTED = frozenset({State.APPRAISED, State.PASSED})  # from which the chair decides
