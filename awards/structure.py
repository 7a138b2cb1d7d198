"""Number and structure (số lượng, cơ cấu) of what is proposed in a campaign: counted live, with the prize money that it would cost."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from awards.models import Attribute, BaseSalary, Honour, NominationQuerySet, State, Subject
from awards.prizes import Prize, Won, payable, prize_at
from emulation.units.kinds import Kind

PROPOSED = (State.SUBMITTED, State.APPRAISED, State.PASSED, State.APPROVED, State.AWARDED)
OF_COLLECTIVES = (Attribute.SMALL_COLLECTIVE, Attribute.ENTERPRISE)


@dataclass(frozen=True)
class Share:
    """So many of a whole."""

    label: str
    number: int
    whole: int

    @property
    def percent(self) -> int:
        return round(self.number * 100 / self.whole) if self.whole else 0


@dataclass(frozen=True)
class OfHonour:
    """How many of an honour for each subject, in the order of Subject; `amount` in đồng, None where no basis is known."""

    honour: Honour
    numbers: list[int]
    amount: int | None

    @property
    def total(self) -> int:
        return sum(self.numbers)


@dataclass(frozen=True)
class Structure:
    """`amount` is what would be paid in all, `unpriced` how many are not in it for want of a basis; `routed` went to those above."""

    total: int
    routed: int
    honours: list[OfHonour]
    kinds: list[Share]
    subjects: list[Share]
    groups: list[Share]
    amount: int
    unpriced: int
    salary: BaseSalary | None


@dataclass(frozen=True)
class _One:
    honour_id: int
    subject: str
    kind: str
    attributes: list[str]
    year: int
    recipient: Hashable


def structure_of(nominations: NominationQuerySet, on: date) -> Structure:
    """Of these nominations, as if decided on that day; five queries however many they are."""
    rows = nominations.filter(state__in=PROPOSED).order_by("pk").values_list(
        "appraised_honour", "honour", "subject", "unit__kind", "attributes", "year", "unit", "search_key", "birth_year", "details"
    )  # fmt: skip
    ones = [_One(appraised or honour, subject, kind, attributes, year, (subject, *who)) for appraised, honour, subject, kind, attributes, year, *who in rows]
    honours = {honour.pk: honour for honour in Honour.objects.filter(pk__in={one.honour_id for one in ones}).prefetch_related("rates")}
    salary = BaseSalary.objects.on(on)
    prizes = {key: prize_at(honours[key[0]], key[1], on, salary) for key in {(one.honour_id, one.subject) for one in ones}}
    subjects, kinds = Counter(one.subject for one in ones), Counter(one.kind for one in ones)
    return Structure(
        total=len(ones),
        routed=nominations.filter(state=State.ROUTED).count(),
        honours=_by_honour(ones, honours, prizes),
        kinds=[Share(kind.label, kinds[kind], len(ones)) for kind in Kind if kinds[kind]],
        subjects=[Share(subject.label, subjects[subject], len(ones)) for subject in Subject],
        groups=_groups(ones, subjects),
        amount=_paid(ones, honours, prizes),
        unpriced=sum(prizes[one.honour_id, one.subject] is None for one in ones),
        salary=salary,
    )


Prizes = dict[tuple[int, str], Prize | None]


def _by_honour(ones: list[_One], honours: dict[int, Honour], prizes: Prizes) -> list[OfHonour]:
    counted = Counter((one.honour_id, one.subject) for one in ones)
    rows = []
    for honour in sorted(honours.values(), key=lambda one: (one.position, one.pk)):
        numbers = [counted[honour.pk, subject] for subject in Subject]
        known = [(counted[honour.pk, subject], prizes[honour.pk, subject]) for subject in Subject if counted[honour.pk, subject]]
        amounts = [number * prize.amount for number, prize in known if prize]
        rows.append(OfHonour(honour, numbers, sum(amounts) if len(amounts) == len(known) else None))
    return rows


def _groups(ones: Iterable[_One], subjects: Counter[str]) -> list[Share]:
    """The shares of direct workers and other groups, each of those whom the word can be about."""
    marked = Counter(attribute for one in ones for attribute in one.attributes if _fits(attribute, one.subject))
    people = subjects[Subject.INDIVIDUAL]
    return [Share(one.label, marked[one], subjects[Subject.COLLECTIVE] if one in OF_COLLECTIVES else people) for one in Attribute]


def _fits(attribute: str, subject: str) -> bool:
    return subject == (Subject.COLLECTIVE if attribute in OF_COLLECTIVES else Subject.INDIVIDUAL)


def _paid(ones: Iterable[_One], honours: dict[int, Honour], prizes: Prizes) -> int:
    """Of several titles of one recipient for one period only the highest is paid (NĐ 152/2025, Art. 49)."""
    won: dict[Hashable, list[Won]] = defaultdict(list)
    for one in ones:
        if prize := prizes[one.honour_id, one.subject]:
            won[one.recipient].append((honours[one.honour_id], f"năm {one.year}", prize))
    return sum(prize.amount for of_one in won.values() for _, _, prize in payable(of_one))
