"""Number and structure (số lượng, cơ cấu) of what is proposed in a campaign: counted live, with the prize money that it would cost."""

from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from awards.models import Attribute, AwardState, BaseSalary, Honour, Nomination, NominationQuerySet, State, Subject
from awards.models.dated import TO_CONFIRM
from awards.paying import sum_known
from awards.prizes import Prize, Won, payable, prize_at
from emulation.units.kinds import Kind
from emulation.workflow import Badge

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
    """How many of an honour for each subject, in the order of Subject; `amount` in đồng, None where no basis is known.

    `to_confirm` marks an amount by a rate or a salary that nobody has compared with its source yet.
    """

    honour: Honour
    numbers: list[int]
    amount: int | None
    to_confirm: Badge | None = None

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
    decided: str | None  # the state of its award
    paid: int | None  # what the decision gave, where there is one

    @property
    def is_decided(self) -> bool:
        """Whether its prize stands in an issued decision and no longer follows the rates of the day."""
        return self.decided == AwardState.GRANTED


def structure_of(nominations: NominationQuerySet, on: date) -> Structure:
    """Of these nominations, the undecided as if decided on that day; five queries however many they are.

    What the council votes down counts until its meeting has ended, what was revoked does not.
    """
    counted = Q(state__in=PROPOSED) | Q(pk__in=Nomination.objects.in_session().values("pk"))
    rows = nominations.filter(counted).exclude(award__state=AwardState.REVOKED).order_by("pk").values_list(
        "appraised_honour", "honour", "subject", "unit__kind", "attributes", "year", "award__state", "award__prize",
        "unit", "search_key", "birth_year", "details",
    )  # fmt: skip
    ones = [
        _One(appraised or honour, subject, kind, attributes, year, (subject, *who), state, paid)
        for appraised, honour, subject, kind, attributes, year, state, paid, *who in rows
    ]
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
        groups=_groups(ones),
        amount=_paid(ones, honours, prizes),
        unpriced=sum(_amount(one, prizes) is None for one in ones),
        salary=salary,
    )


Prizes = dict[tuple[int, str], Prize | None]


def _amount(one: _One, prizes: Prizes) -> int | None:
    """What a decision gave, else what the rates of the day would give; None where no basis is known."""
    if one.is_decided:
        return one.paid
    prize = prizes[one.honour_id, one.subject]
    return prize.amount if prize else None


def _by_honour(ones: list[_One], honours: dict[int, Honour], prizes: Prizes) -> list[OfHonour]:
    counted = Counter((one.honour_id, one.subject) for one in ones)
    rows = []
    for honour in sorted(honours.values(), key=lambda one: (one.position, one.pk)):
        numbers = [counted[honour.pk, subject] for subject in Subject]
        amount = sum_known(_amount(one, prizes) for one in ones if one.honour_id == honour.pk)
        used = [prizes[one.honour_id, one.subject] for one in ones if one.honour_id == honour.pk and not one.is_decided]
        to_confirm = TO_CONFIRM if any(prize and not prize.is_confirmed for prize in used) else None
        rows.append(OfHonour(honour, numbers, amount, to_confirm))
    return rows


def _groups(ones: list[_One]) -> list[Share]:
    """The shares of direct workers and other groups, each of those whom the word can be about; who is proposed twice is counted once."""
    marked = Counter(
        attribute for attribute, _ in {(attribute, one.recipient) for one in ones for attribute in one.attributes if _fits(attribute, one.subject)}
    )
    recipients = Counter(subject for subject, _ in {(one.subject, one.recipient) for one in ones})
    return [Share(one.label, marked[one], recipients[Subject.COLLECTIVE if one in OF_COLLECTIVES else Subject.INDIVIDUAL]) for one in Attribute]


def _fits(attribute: str, subject: str) -> bool:
    return subject == (Subject.COLLECTIVE if attribute in OF_COLLECTIVES else Subject.INDIVIDUAL)


def _paid(ones: list[_One], honours: dict[int, Honour], prizes: Prizes) -> int:
    """What was decided, and of what was not: of several titles of one recipient for one period only the highest (NĐ 152/2025, Art. 49)."""
    won: dict[Hashable, list[Won]] = defaultdict(list)
    for one in ones:
        if not one.is_decided and (prize := prizes[one.honour_id, one.subject]):
            won[one.recipient].append((honours[one.honour_id], f"năm {one.year}", prize))
    decided = sum(one.paid or 0 for one in ones if one.is_decided)
    return decided + sum(prize.amount for of_one in won.values() for _, _, prize in payable(of_one))
