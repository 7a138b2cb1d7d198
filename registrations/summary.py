"""The summary for the council: what all units of a campaign strive for, added up where it can be, and who is missing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from django.db.models import F
from django.utils import timezone

from emulation.campaigns.models import Campaign
from emulation.people.models import Role, Term, User
from emulation.sheets.models import Item
from emulation.units.kinds import Kind
from emulation.units.models import Unit
from emulation.vietnamese.order import search_key, sort_key
from emulation.workflow import Badge
from registrations.models import SENT, GradeAnswer, Registration, State, TargetAnswer, TitleAnswer
from registrations.models.registration import BADGES, NOT_BEGUN
from registrations.overview import answered
from registrations.sheets import fill, words_of
from registrations.summary_grades import GradeCount, Pledge, grade_counts, offered, short_word
from registrations.sums import TargetSum, sums_of

ACCEPTED_ONLY = "tiep-nhan"  # in a query string
AnswerToItem = TypeVar("AnswerToItem", Pledge, TargetAnswer)


@dataclass
class Count:
    """How many units of a kind (or of all) are invited, and how many registrations of them stand where. `returned` are among the missing."""

    label: str
    invited: int = 0
    sent: int = 0
    accepted: int = 0
    returned: int = 0

    @property
    def missing(self) -> int:
        return self.invited - self.sent


@dataclass
class UnitLine:
    """What one unit pledges, each answer as a sentence."""

    unit: Unit
    badge: Badge
    registration_pk: int
    grades: list[Pledge] = field(default_factory=list)
    titles: list[TitleAnswer] = field(default_factory=list)
    targets: list[TargetAnswer] = field(default_factory=list)


@dataclass(frozen=True)
class Missing:
    """A unit from which nothing is in, and whom to call."""

    unit: Unit
    badge: Badge
    heads: list[User]


@dataclass(frozen=True)
class TitleCount:
    """A title: how many units register for it, how many collectives or individuals that makes, and which."""

    title: str
    units: int
    number: int
    who: list[str]


@dataclass(frozen=True)
class Group:
    """One item of the sheets, with the units that answered it: the same key, text and grades in several sheets is one item."""

    text: str
    kinds: str
    units: int
    grades: list[GradeCount] = field(default_factory=list)
    targets: list[TargetSum] = field(default_factory=list)

    @property
    def grade_words(self) -> tuple[str, ...]:
        """What the forms call the grades that the rows count."""
        return self.grades[0].words

    @property
    def shared(self) -> list[TargetSum]:
        return [one for one in self.targets if one.is_shared]

    @property
    def single(self) -> list[TargetSum]:
        """What only one unit pledges."""
        return [one for one in self.targets if not one.is_shared]


@dataclass(frozen=True)
class Summary:
    """Everything that the summary says, at one moment."""

    campaign: Campaign
    at: datetime
    accepted_only: bool
    kinds: list[Count]
    total: Count
    grades: list[Group]
    titles: list[TitleCount]
    targets: list[Group]
    lines: list[UnitLine]
    missing: list[Missing]


def summarise(campaign: Campaign, *, accepted_only: bool = False, at: datetime | None = None) -> Summary:
    """The summary of what was sent in, or only of what was accepted. Seven queries, however many units there are."""
    lines, missing, kinds = _standing(campaign, accepted_only)
    sheets = Registration.objects.filter(campaign=campaign).values("sheet")
    items = {item.pk: item for item in Item.objects.filter(sheet__in=sheets).select_related("sheet").prefetch_related("options")}
    _answer(campaign, lines)
    ordered = list(lines.values())
    return Summary(
        campaign=campaign,
        at=at or timezone.now(),
        accepted_only=accepted_only,
        kinds=kinds,
        total=_total(kinds),
        grades=[_grade_group(campaign, items, same, lines) for same in _by_item(items, [one for line in ordered for one in line.grades])],
        titles=_titles(ordered),
        targets=[_target_group(campaign, items, same, lines) for same in _by_item(items, [one for line in ordered for one in line.targets])],
        lines=ordered,
        missing=_with_heads(missing),
    )


def _standing(campaign: Campaign, accepted_only: bool) -> tuple[dict[int, UnitLine], list[tuple[Unit, Badge]], list[Count]]:
    """The units that count, by registration; those from which nothing is in; and the numbers by kind of unit."""
    lines: dict[int, UnitLine] = {}
    missing: list[tuple[Unit, Badge]] = []
    counts = {kind: Count(Kind(kind).label) for kind in Kind.values}
    states = {State.ACCEPTED} if accepted_only else SENT
    invitations = answered(campaign.invitations.select_related("unit__commune")).order_by("unit__sort_key", "pk")
    for invitation in invitations.annotate(answer_pk=F("answer__pk"), answer_state=F("answer__state")):
        unit, state = invitation.unit, State(invitation.answer_state) if invitation.answer_state else None
        _count(counts[unit.kind], state)
        if state in states:
            lines[invitation.answer_pk] = UnitLine(unit, BADGES[State(invitation.answer_state)], invitation.answer_pk)
        elif state not in SENT:
            missing.append((unit, BADGES[state] if state else NOT_BEGUN))
    return lines, missing, [count for count in counts.values() if count.invited]


def _count(count: Count, state: State | None) -> None:
    count.invited += 1
    count.sent += state in SENT
    count.accepted += state == State.ACCEPTED
    count.returned += state == State.RETURNED


def _total(kinds: Iterable[Count]) -> Count:
    total = Count("Tất cả")
    for kind in kinds:
        total.invited += kind.invited
        total.sent += kind.sent
        total.accepted += kind.accepted
        total.returned += kind.returned
    return total


def _answer(campaign: Campaign, lines: dict[int, UnitLine]) -> None:
    """Put the answers to the lines they belong to, in the order of the sheets; three queries."""
    of_campaign = {"registration__campaign": campaign, "registration__state__in": SENT}
    for grade in GradeAnswer.objects.filter(**of_campaign, option__isnull=False).select_related("option").order_by("item__position", "position"):
        if line := lines.get(grade.registration_id):
            line.grades.append(Pledge.of(grade))
    for title in TitleAnswer.objects.filter(**of_campaign).select_related("option").order_by("option__item__position", "option__position"):
        if line := lines.get(title.registration_id):
            line.titles.append(title)
    for target in TargetAnswer.objects.filter(**of_campaign).order_by("item__position", "position"):
        if line := lines.get(target.registration_id):
            line.targets.append(target)


def _by_item(items: dict[int, Item], answers: Iterable[AnswerToItem]) -> list[list[AnswerToItem]]:
    """The answers by item, in the order of the sheets; sheets that ask the same, in the same words, under the same key count as one."""
    words = {item.pk: frozenset(search_key(f"{code} {short_word(word)}") for code, word in offered(item).items()) for item in items.values()}
    alike: defaultdict[tuple[str, str, frozenset[str]], list[AnswerToItem]] = defaultdict(list)
    for answer in answers:
        item = items[answer.item_id]
        alike[item.key, search_key(item.text), words[item.pk]].append(answer)
    return sorted(alike.values(), key=lambda same: min((items[one.item_id].sheet.code, items[one.item_id].position) for one in same))


def _head(campaign: Campaign, items: dict[int, Item], same: Sequence[Pledge | TargetAnswer], lines: dict[int, UnitLine]) -> Group:
    """The item in the words of the kinds of unit that answered it."""
    units = {one.registration_id: lines[one.registration_id].unit for one in same}
    kinds = [kind for kind in Kind if kind in {unit.kind for unit in units.values()}]
    shorts = "/".join(dict.fromkeys(unit.words.short for unit in units.values()))
    words = words_of(campaign, campaign.unit) | {"short": shorts, "WORD": shorts.upper(), "unit": "đơn vị"}
    text = fill(items[same[0].item_id].text, words).rstrip(" :")
    return Group(text, ", ".join(kind.label for kind in kinds), len(units))


def _grade_group(campaign: Campaign, items: dict[int, Item], same: list[Pledge], lines: dict[int, UnitLine]) -> Group:
    return replace(_head(campaign, items, same, lines), grades=grade_counts(same, offered(items[same[0].item_id])))


def _target_group(campaign: Campaign, items: dict[int, Item], same: list[TargetAnswer], lines: dict[int, UnitLine]) -> Group:
    return replace(_head(campaign, items, same, lines), targets=sums_of(same))


def _titles(lines: Iterable[UnitLine]) -> list[TitleCount]:
    """What most units register for comes first."""
    alike: defaultdict[str, list[tuple[UnitLine, TitleAnswer]]] = defaultdict(list)
    for line in lines:
        for answer in line.titles:
            alike[search_key(answer.option.text)].append((line, answer))
    counts = [
        TitleCount(
            title=same[0][1].option.text,
            units=len({line.registration_pk for line, _ in same}),
            number=sum(how_many(answer) for _, answer in same),
            who=[who_registers(line.unit, answer) for line, answer in same],
        )
        for same in alike.values()
    ]
    return sorted(counts, key=lambda one: (-one.units, sort_key(one.title)))


def how_many(answer: TitleAnswer) -> int:
    """How many collectives or individuals strive for a title: the number given, else the lines of names, else the unit itself."""
    return answer.number or len(names_of(answer)) or 1


def names_of(answer: TitleAnswer) -> list[str]:
    """Who strives for a title; the unit writes one name a line."""
    return [" ".join(line.split()) for line in answer.names.splitlines() if line.strip()]


def who_registers(unit: Unit, answer: TitleAnswer) -> str:
    """ "TDP Bá Vân 1", with the names or the number where the unit gives them."""
    given = "; ".join(part for part in ("; ".join(names_of(answer)), str(answer.number or "")) if part)
    if str(unit) in given:
        return given
    return f"{unit} ({given})" if given else str(unit)


def _with_heads(missing: list[tuple[Unit, Badge]]) -> list[Missing]:
    """The units with those who lead them today; one query."""
    heads: defaultdict[int, list[User]] = defaultdict(list)
    at_units = Term.objects.in_force().filter(role=Role.HEAD, unit__in=[unit.pk for unit, _ in missing], user__is_active=True)
    for term in at_units.select_related("user").order_by("user__sort_key", "pk"):
        heads[term.unit_id].append(term.user)
    return [Missing(unit, badge, heads[unit.pk]) for unit, badge in missing]
