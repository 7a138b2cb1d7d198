"""Pictures of how far the registrations of a campaign are: a bar of all invited units, and a square for each."""

from collections import Counter

from django.db.models import F

from emulation.campaigns.models import Campaign
from emulation.pictures.bars import Bar, bars
from emulation.pictures.drawing import Picture
from emulation.pictures.drawing import State as Drawn
from emulation.pictures.parts import Part, Square, bar_of_parts, unit_grid
from registrations.models import Outcome, State
from registrations.overview import FILTERS, STATE, answered
from registrations.summary import Count, Summary

DRAWN: dict[str, Drawn] = {"xong": "ok", "cho": "now", "tra-lai": "back", "chua": "todo"}  # by key of FILTERS
FILTER_OF = {State.ACCEPTED: "xong", State.SUBMITTED: "cho", State.RETURNED: "tra-lai"}  # any other counts as not sent
MOST_SQUARES = 400
MOST_BARS = 6  # more would not fit on a page lying on its side
OUTCOMES_DRAWN: dict[str, Drawn] = {Outcome.EXCEEDED: "ok", Outcome.REACHED: "now", Outcome.MISSED: "back", "": "todo"}


def progress(counted: dict[str, int]) -> Picture:
    """How many units stand under each filter, as `counts_of` counts them."""
    parts = [Part(FILTERS[key].label, counted[key], state) for key, state in DRAWN.items()]
    return bar_of_parts("tien-do", f"Đã đăng ký {counted['cho'] + counted['xong']}/{counted['']} đơn vị", parts, what="Số đơn vị")


def progress_of(total: Count) -> Picture:
    """The same of what a summary counts."""
    waiting, not_sent = total.sent - total.accepted, total.missing - total.returned
    return progress({"": total.invited, "xong": total.accepted, "cho": waiting, "tra-lai": total.returned, "chua": not_sent})


def results_of(summary: Summary) -> list[Picture]:
    """What was reached of what was pledged: of all targets, and of those that several units share; none while nothing is reported."""
    targets = [target for line in summary.lines for target in line.targets]
    if not any(target.outcome for target in targets):
        return []
    counts = Counter(target.outcome for target in targets)
    parts = [Part(label, counts[outcome], OUTCOMES_DRAWN[outcome]) for outcome, label in (*Outcome.choices, ("", "Chưa báo cáo"))]
    met = counts[Outcome.EXCEEDED] + counts[Outcome.REACHED]
    whole = bar_of_parts("ket-qua", f"Kết quả: đạt và vượt {met}/{len(targets)} chỉ tiêu", parts, what="Số chỉ tiêu")
    shared = sorted((row for group in summary.targets for row in group.shared), key=lambda row: -row.units)[:MOST_BARS]
    given = [Bar(row.name, row.met, row.units) for row in shared]
    each = bars("ket-qua-tung-chi-tieu", "Đơn vị đạt và vượt, theo chỉ tiêu", given, head=("Chỉ tiêu nhiều đơn vị đăng ký", "Đơn vị đạt và vượt"))
    return [whole, each] if given else [whole]


def grid_of(campaign: Campaign) -> Picture | None:
    """A square for each invited unit, in one query; None where there is none, or more than anyone can tell apart."""
    invitations = answered(campaign.invitations.all()).order_by("unit__sort_key", "pk").annotate(answer_state=F(STATE))
    found = list(invitations.values_list("unit__short_name", "answer_state")[: MOST_SQUARES + 1])
    if not 0 < len(found) <= MOST_SQUARES:
        return None
    keys = [(unit, FILTER_OF.get(State(state), "chua") if state else "chua") for unit, state in found]
    return unit_grid("tung-don-vi-tren-hinh", "Tình trạng của từng đơn vị", [Square(unit, FILTERS[key].label, DRAWN[key]) for unit, key in keys])
