"""Adding up what units pledged: the same target of several units as one row, summed only where a sum means something."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from emulation.campaigns.models import Comparator
from emulation.vietnamese.numbers import show_number
from emulation.vietnamese.order import search_key, sort_key
from registrations.models import TargetAnswer

# Targets of different directions are never added: three households fewer and three more are not six.
DIRECTIONS = {
    Comparator.REACH: "",
    Comparator.ABOVE: "",
    Comparator.AT_LEAST: "",
    Comparator.BELOW: "không quá",
    Comparator.AT_MOST: "không quá",
    Comparator.RAISE: "tăng",
    Comparator.REDUCE: "giảm",
}
RATES = ("phan tram", "ty le", "ti le", "binh quan", "trung binh")
RANKS = ("điểm", "hạng", "bậc", "mức", "độ")
PERIODS = ("nam", "quy", "thang", "tuan", "ngay")
AVERAGES = ("ty le", "ti le", "binh quan", "trung binh", "dau nguoi")
CENT = Decimal("0.01")
# Units of different kinds may count the same thing, a commune's association and its hamlets: adding them would count it twice.
KEPT_APART = "Chỉ tiêu cùng tên ở các mục hoặc mẫu khác nhau được cộng riêng từng mục."


def adds_up(name: str, unit: str) -> bool:
    """Whether numbers of this unit of measure may be summed over units: "hộ" and "triệu đồng" may, "%", "điểm" and "triệu đồng/người" may not.

    A number without unit of measure adds up only where the name says that it counts ("Số hộ …"). Where in doubt: no.
    """
    named, measured = search_key(name), search_key(unit)
    if any(word in named for word in AVERAGES):
        return False
    if not measured:
        return named.startswith(("so ", "tong so "))
    per = measured.partition("/")[2].strip()
    is_rate = "%" in unit or "‰" in unit or measured.startswith(RATES) or unit.strip().lower().startswith(RANKS)
    return not is_rate and "mỗi" not in unit.lower() and (not per or per.startswith(PERIODS))


@dataclass(frozen=True)
class TargetSum:
    """One target of one or more units. `total` where it adds up, else `low`, `high` and `mean`; all None for a task without number."""

    name: str
    direction: str
    unit: str
    units: int
    met: int = 0  # units that report it reached or exceeded
    total: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    mean: Decimal | None = None

    @property
    def is_shared(self) -> bool:
        """Whether several units pledge it, so that there is something to add up."""
        return self.units > 1

    @property
    def words(self) -> str:
        """What stands in the row: "cộng giảm 12 hộ", "từ 90% đến 100%, bình quân 96,25%", or that there is no number."""
        before = f"{self.direction} " if self.direction else ""
        if self.total is not None:
            return f"{'cộng ' if self.is_shared else ''}{before}{self._measured(self.total)}"
        if self.low is None or self.high is None or self.mean is None:
            return "không ghi số"
        if self.low == self.high:
            return f"{before}{self._measured(self.low)}"
        return f"{before}từ {self._measured(self.low)} đến {self._measured(self.high)}, bình quân {self._measured(self.mean)}"

    def _measured(self, value: Decimal) -> str:
        return f"{show_number(value)}{'' if self.unit.startswith('%') else ' '}{self.unit}".strip()


def sums_of(targets: Iterable[TargetAnswer]) -> list[TargetSum]:
    """One row for each target that units name alike, whatever the diacritics; what most units pledge comes first."""
    alike: defaultdict[tuple[str, str, str, bool], list[TargetAnswer]] = defaultdict(list)
    for target in targets:
        bare = target.name.rstrip(":;., ")
        direction = "" if target.value is None else DIRECTIONS[Comparator(target.comparator)]
        measured = "" if target.value is None else search_key(target.unit)
        alike[search_key(bare), direction, measured, target.value is not None].append(target)
    sums = [_sum(direction, same) for (_, direction, _, _), same in alike.items()]
    return sorted(sums, key=lambda one: (-one.units, sort_key(one.name), one.direction, one.unit))


def _sum(direction: str, same: list[TargetAnswer]) -> TargetSum:
    name, unit = most_common(target.name.rstrip(":;., ") for target in same), most_common(target.unit for target in same)
    units = len({target.registration_id for target in same})
    met = len({target.registration_id for target in same if target.is_met})
    values = [target.value for target in same if target.value is not None]
    if not values:
        return TargetSum(name, "", "", units, met)
    if adds_up(name, unit):
        return TargetSum(name, direction, unit, units, met, total=sum(values, Decimal()))
    mean = (sum(values, Decimal()) / len(values)).quantize(CENT, ROUND_HALF_UP)
    return TargetSum(name, direction, unit, units, met, low=min(values), high=max(values), mean=mean)


def most_common(spellings: Iterable[str]) -> str:
    """The spelling that occurs most often; of several, the one that came first."""
    return Counter(spellings).most_common(1)[0][0]
