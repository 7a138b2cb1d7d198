"""Who decides a title or commendation on a day: by the rows of authority in force, never by the code."""

from datetime import date

from awards.models import Honour, Level
from emulation.units.kinds import COMMUNES, Kind
from emulation.units.models import Unit

LEVELS = {Kind.DISTRICT: Level.DISTRICT, Kind.PROVINCE: Level.PROVINCE, **{kind: Level.COMMUNE for kind in COMMUNES}}


def level_of(honour: Honour, on: date) -> Level | None:
    """The level that decides it on that day; None where no row of authority is in force, and so nobody may."""
    return next((Level(row.level) for row in honour.authorities.all() if row.is_in_force(on)), None)


def decides_here(honour: Honour, unit: Unit, on: date) -> bool:
    """Whether the chair of this unit decides it on that day, rather than proposing it upward (Nghị định 129/2025/NĐ-CP, Điều 59)."""
    level = LEVELS.get(Kind(unit.kind))
    return level is not None and level == level_of(honour, on)
