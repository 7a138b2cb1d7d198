"""The lists of registrations: all that somebody may see, and those of one unit under all its names."""

from dataclasses import replace
from typing import Any

from django.db.models import Case, F, Value, When

from emulation.campaigns.lists import years_among
from emulation.campaigns.models import Campaign
from emulation.listing import DAYS, Column, Filter, Listing
from registrations.models import Registration, State


def _years(registrations: Any) -> list[tuple[str, str]]:
    return years_among(Campaign.objects.filter(pk__in=registrations.order_by().values("campaign")))


def _campaign(one: Registration) -> str:
    return one.campaign.title


CAMPAIGN = Column("Phong trào", _campaign, "phong-trao", ("campaign__sort_key", "unit__sort_key"))
UNIT = ("don-vi", ("unit__sort_key", "-campaign__starts_on"))
SENT_AT = Column("Gửi lúc", lambda one: one.submitted_at, "gui-luc", (F("submitted_at"),), DAYS)
STANDING = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(State)))  # as a registration goes its way
STATE = Column("Tình trạng", lambda one: one.badge.word, "tinh-trang", (STANDING, "-campaign__starts_on", "unit__sort_key"), ("mới gửi trước", "đã xong trước"))
FILTERS = (Filter("tinh-trang", "Tình trạng", "state", State.choices), Filter("nam", "Năm của phong trào", "campaign__year", _years))

REGISTRATIONS = Listing(
    "Đăng ký thi đua",
    (
        Column("Đơn vị", lambda one: str(one.unit), *UNIT),
        CAMPAIGN,
        SENT_AT,
        STATE,
        Column("Xã, phường", lambda one: str(one.unit.office), shown=False),
        Column("Loại đơn vị", lambda one: one.unit.get_kind_display(), shown=False),
    ),
    filters=FILTERS,
    search="Tìm theo đơn vị hoặc phong trào",
    order=("-campaign__starts_on", "-campaign__pk", "unit__sort_key"),
    order_words="Phong trào mới trước",
)
OF_ONES_OWN = replace(
    REGISTRATIONS, columns=(CAMPAIGN, REGISTRATIONS.columns[0], *REGISTRATIONS.columns[2:])
)  # a head looks for the campaign, not for his unit
OF_A_UNIT = Listing(
    "Hồ sơ đăng ký thi đua",
    (CAMPAIGN, Column("Dưới tên", lambda one: str(one.unit), *UNIT), SENT_AT, STATE),
    filters=FILTERS,
    search="Tìm phong trào",
    order=("-campaign__starts_on", "-campaign__pk"),
    order_words="Phong trào mới trước",
)
