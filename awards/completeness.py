"""What a nomination must say before it is sent. A draft is saved without any of it, so that nobody has to finish in one sitting."""

from collections.abc import Iterator

from django.utils import timezone

from awards.findings import Finding, Level
from awards.models import Kind, Nomination


def lacks(nomination: Nomination) -> Iterator[Finding]:
    """What it does not say yet, in the order of the form."""
    if nomination.kind == Kind.MOVEMENT and nomination.campaign_id is None:
        yield _lack("campaign", "Chưa chọn phong trào: khen theo phong trào phải ghi phong trào nào.")
    if nomination.kind == Kind.SUDDEN and nomination.happened_on is None:
        yield _lack("happened_on", "Chưa ghi ngày lập thành tích đột xuất.")
    if nomination.honour is None:
        yield _lack("honour", "Chưa chọn danh hiệu, hình thức khen thưởng.")
    elif nomination.is_editable and nomination.honour.is_retired(timezone.localdate()):
        yield _lack("honour", f"“{nomination.honour}” đã thôi dùng theo danh mục. Xin chọn danh hiệu, hình thức khác.")
    if not nomination.name:
        yield _lack("name", "Chưa ghi tên tập thể, cá nhân hoặc chủ hộ.")
    if not nomination.achievement.strip():
        yield _lack("achievement", "Chưa ghi tóm tắt thành tích. Xin bổ sung trước khi gửi.")


def _lack(field: str, words: str) -> Finding:
    return Finding(Level.BLOCK, words, source="", field=field)
