"""What happened to each registration of the demonstration, step by step."""

from datetime import datetime
from typing import Any

from emulation.campaigns.models import Campaign
from emulation.people.models import Role, User
from emulation.units.models import Unit
from registrations.answers import replace_answers
from registrations.beginning import begin
from registrations.demonstration.answers import answers_for
from registrations.demonstration.data import moment
from registrations.demonstration.results import invented_results
from registrations.demonstration.scans import scan
from registrations.late_permits import grant
from registrations.models import Registration, State
from registrations.paper_entry import enter
from registrations.results import report
from registrations.workflow import move_registration

BY_HEAD = frozenset({"submit", "withdraw"})


def play(campaign: Campaign, entry: dict[str, Any], *, secretary: User, now: datetime) -> None:
    """Make the entry's steps: ["begin", day, time] or ["receive-paper", day, time] first, then moves of the table, some with a reason, and "report".

    `late` is the leave to send after the deadline: [last day, reason, day, time].

    What the unit `forgot` stands in its answers once the registration was returned to it; a draft has only the items `answered`.
    """
    unit = campaign.unit.units.get(code=entry["unit"])
    head = User.objects.holding(Role.HEAD, unit).get()
    if "late" in entry:
        last_day, reason, *granted = entry["late"]
        grant(campaign.invitations.get(unit=unit), last_day=last_day, reason=reason, by=secretary, at=moment(*granted, now=now))
    (how, day, clock), *steps = entry["steps"]
    begun_at = moment(day, clock, now=now)
    registration = begin(campaign, unit, by=head, at=begun_at) if how == "begin" else _receive(campaign, unit, head, secretary, begun_at)
    _fill_in(registration, entry, at=begun_at, forgot=entry.get("forgot", ""))
    for name, day, clock, *reason in steps:
        if name == "submit" and registration.state == State.RETURNED:
            _fill_in(registration, entry, at=moment(day, clock, now=now))
        if name == "report":
            report(registration, invented_results(registration), by=head, at=moment(day, clock, now=now))
            continue
        by = head if name in BY_HEAD else secretary
        registration = move_registration(registration, name, by=by, reason="".join(reason), at=moment(day, clock, now=now))


def _receive(campaign: Campaign, unit: Unit, head: User, secretary: User, at: datetime) -> Registration:
    paper = scan("ban-dang-ky-giay.pdf", [unit.name.upper(), "", "BẢN ĐĂNG KÝ THI ĐUA", f"Năm {campaign.year}", "", "(điền tay theo mẫu)"], head.full_name)
    return enter(campaign.invitations.get(unit=unit), received_at=at, uploads=[paper], by=secretary, at=at)


def _fill_in(registration: Registration, entry: dict[str, Any], *, at: datetime, forgot: str = "") -> None:
    answers = answers_for(registration, forgot=forgot)
    if "answered" in entry:
        answers = {item: given for item, given in answers.items() if item.key in entry["answered"]}
    replace_answers(registration, answers, at=at, own_number=entry.get("own_number", ""))
