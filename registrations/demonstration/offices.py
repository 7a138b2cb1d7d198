"""The units of the demonstration and the people who hold office in them, all with one password."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from emulation.people.models import Role, Term, User
from emulation.units.changes import Change, change_units
from emulation.units.kinds import RESIDENTIAL, WORDS, Kind
from emulation.units.models import Succession, Unit
from emulation.units.tree import names_of, new_unit
from registrations.demonstration.data import read

PASSWORD = "thi-dua-2026"
TOP = "tree"
LOCALITIES = ("bach-quang", "luong-son", "binh-luong", "phuong-4", "chi-lang", "nga-nam")  # data files; all but the first wrote the real plans
NUMBERED = re.compile(r"-(\d)")
UNIT_FIELDS = ("code", "kind", "short_name", "place_name", "letterhead", "phone", "starts_on", "ends_on")


def load_offices() -> None:
    """Plant the tree and appoint everybody. The password is hashed once for all: a hash is slow on purpose."""
    hashed = make_password(PASSWORD)
    top = read(TOP)
    tops: dict[str, Unit] = {}
    _plant_tops(top["units"], tops)
    for entry in top["successions"]:
        _succeed(entry, tops)
    for entry in top["people"]:
        _appoint(entry, tops[entry["unit"]], hashed, top["terms_from"])
    for name in LOCALITIES:
        _load_locality(read(name), tops, hashed)


def _load_locality(data: dict[str, Any], tops: dict[str, Unit], hashed: str) -> None:
    """A commune or district with what stands above it, its people, and its units, of which not all have a head here."""
    _plant_tops(data.get("above", []), tops)
    office = tops[data["office"]]
    ended = {"ends_on": data["ends_on"]} if "ends_on" in data else {}
    for entry in data["people"]:
        _appoint(with_address(entry, data), office, hashed, data["terms_from"])
    for entry in data["units"]:
        unit = _plant(office, entry | ended)
        if "head" in entry:
            _appoint(head_of(entry, data, unit.words.head), unit, hashed, entry.get("starts_on", data["terms_from"]))
    for entry in data.get("former_units", []):
        _plant(office, entry)
    for entry in data.get("successions", []):
        _succeed(entry, {unit.code: unit for unit in office.units.all()})


def _plant_tops(entries: list[dict[str, Any]], tops: dict[str, Unit]) -> None:
    """Plant units from the province down to the offices, each below the one it names, and add them to those planted before."""
    for entry in entries:
        tops[entry["code"]] = _plant(tops.get(entry.get("under", "")), entry)


def _plant(parent: Unit | None, entry: dict[str, Any]) -> Unit:
    fields = {name: entry[name] for name in UNIT_FIELDS if name in entry}
    name = entry.get("name") or names_of(Kind(entry["kind"]), entry["short_name"])["name"]
    return new_unit(parent, name=name, **fields)


def _succeed(entry: dict[str, Any], units: dict[str, Unit]) -> None:
    """Write down what became of units, all of them planted before."""
    old, new = [units[code] for code in entry["predecessors"]], units[entry["successor"]]
    change_units(Change(Succession.Kind(entry["kind"]), old, [new], entry["on"], entry["document"]))


def _appoint(person: dict[str, Any], unit: Unit, hashed: str, starts_on: date) -> None:
    user = User(
        username=person["username"],
        full_name=person["full_name"],
        phone=person["phone"],
        email=person.get("email", ""),
        password=hashed,
        is_staff=person.get("superuser", False),
        is_superuser=person.get("superuser", False),
    )
    user.save()
    Term.objects.create(user=user, unit=unit, role=person["role"], title=person["title"], starts_on=starts_on)


def with_address(entry: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """The person with an address in the commune's reserved domain, if one is to have any."""
    return entry | {"email": f"{entry['username']}@{data['mail_domain']}" if entry.get("email") else ""}


def head_of(entry: dict[str, Any], data: dict[str, Any], usual_title: str = "") -> dict[str, Any]:
    """The head of a unit, whose account is named like the unit's code: tdp01 of tdp-01, bl-thon06 of thon-06."""
    person = {
        "username": data.get("prefix", "") + NUMBERED.sub(r"\1", entry["code"]),
        "full_name": entry["head"],
        "role": Role.HEAD,
        "title": entry.get("title", usual_title),
        "phone": entry["phone"],
        "email": entry.get("email", False),
    }
    return with_address(person, data)


def accounts() -> Iterator[tuple[str, str]]:
    """User names and whose they are; those who differ by unit only are on one line."""
    for name in (*LOCALITIES, TOP):
        data = read(name)
        whose = data["caption"]
        council = [person["username"] for person in data["people"] if person["role"] == Role.COUNCIL]
        for person in data["people"]:
            if person["username"] not in council:
                yield person["username"], f"{person['title']}, {whose}"
        if council:
            yield _range(council), f"Hội đồng Thi đua - Khen thưởng, {whose}"
        for names, what in _heads(data):
            yield names, f"{what}, {whose}"


def _heads(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The heads of residential units, kind by kind, and those of everything else."""
    led = [(Kind(unit["kind"]), head_of(unit, data)["username"]) for unit in data["units"] if "head" in unit]
    for kind in sorted({kind for kind, _ in led} & RESIDENTIAL):
        names, words = [name for its, name in led if its == kind], WORDS[kind]
        yield _range(names), f"{words.head.removesuffix(words.short).strip()} {len(names)} {words.short}"
    if others := [name for kind, name in led if kind not in RESIDENTIAL]:
        yield " ".join(others), f"Người đứng đầu {len(others)} cơ quan, đơn vị, đoàn thể"


def _range(names: list[str]) -> str:
    return f"{names[0]} … {names[-1]}"
