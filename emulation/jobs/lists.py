"""The list of what somebody asked to be made."""

from typing import Any

from emulation.jobs.models import Outcome
from emulation.listing import DAYS, Column, Filter, Listing

UNFINISHED = "dang-lam"


def _standing(jobs: Any, value: str) -> Any:
    return jobs.unfinished() if value == UNFINISHED else jobs.filter(outcome=value)


JOBS = Listing(
    "Các việc đã yêu cầu",
    (
        Column("Việc", str),
        Column("Yêu cầu lúc", lambda one: one.made_at, "ngay", ("made_at",), DAYS),
        Column("Tình trạng", lambda one: one.badge.word),
        Column("Xong lúc", lambda one: one.finished_at, shown=False),
        Column("Lỗi", lambda one: one.error, shown=False),
    ),
    filters=(Filter("tinh-trang", "Tình trạng", _standing, ((UNFINISHED, "Đang chờ, đang làm"), *Outcome.choices)),),
    search="Tìm việc",
    order=("-made_at",),
    then=("-pk",),
)
