"""The catalogue's TOML file as rows that are not saved yet, each checked field by field."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from awards.models import Authority, BaseSalary, Honour, Rate
from awards.models.catalogue import GIVEN_TO
from awards.models.dated import Dated

Data = dict[str, Any]
Row = TypeVar("Row", bound=models.Model)

OF_SOURCE = {"source": "source", "confirmed": "is_confirmed"}
OF_TIME = OF_SOURCE | {"from": "starts_on", "to": "ends_on"}
OF_SALARIES = OF_SOURCE | {"amount": "amount", "from": "starts_on"}
OF_AUTHORITIES = OF_TIME | {"level": "level"}
OF_RATES = OF_TIME | {"subject": "subject", "coefficient": "coefficient", "object": "given_object"}
OF_HONOURS = OF_SOURCE | {name: name for name in ("code", "name", "category", "for_kinds", "threshold", "needs_initiative")}
LISTS = {"for", "authorities", "rates"}


class CatalogueError(Exception):
    """A catalogue file that cannot be loaded: a Vietnamese sentence that names the place in it."""


@dataclass(frozen=True)
class Entry:
    """An honour of the file with its rows."""

    honour: Honour
    authorities: list[Authority]
    rates: list[Rate]


def read_catalogue(toml: str) -> tuple[list[BaseSalary], list[Entry]]:
    """The base salaries and honours of a file. Raises CatalogueError when it is no TOML, or something in it is missing, unknown or wrong."""
    try:
        data = tomllib.loads(toml, parse_float=Decimal)
    except ValueError as error:
        raise CatalogueError(f"Tệp danh mục không đúng định dạng TOML: {error}.") from error
    salaries = [_row(BaseSalary, one, OF_SALARIES, "Mức lương cơ sở") for one in data.get("salaries", [])]
    for salary in salaries:
        salary.in_file_from = salary.starts_on
    return salaries, [_entry(one, position) for position, one in enumerate(data.get("honours", []), start=1)]


def _entry(data: Data, position: int) -> Entry:
    place = f"“{data.get('code', position)}”"
    plain = {name: value for name, value in data.items() if name not in LISTS}
    given = {GIVEN_TO[subject]: True for subject in GIVEN_TO if subject in data.get("for", [])}
    honour = _row(Honour, plain, OF_HONOURS, place, position=position, **given)
    authorities = [_row(Authority, one, OF_AUTHORITIES, f"{place}, thẩm quyền") for one in data.get("authorities", [])]
    rates = [_row(Rate, one, OF_RATES, f"{place}, hệ số") for one in data.get("rates", [])]
    dated: list[Dated] = [*authorities, *rates]
    for row in dated:
        row.in_file_from = row.starts_on
    return Entry(honour, authorities, rates)


def _row(model: type[Row], data: Data, names: dict[str, str], place: str, **fields: Any) -> Row:
    if unknown := data.keys() - names.keys():
        raise CatalogueError(f"{place}: có phần không dùng được ở đây: “{'”, “'.join(sorted(unknown))}”.")
    row = model(**{names[name]: value for name, value in data.items()}, **fields)
    try:
        row.clean_fields(exclude=["honour"])
    except ValidationError as error:
        raise CatalogueError(f"{place}: {' '.join(error.messages)}") from error
    return row
