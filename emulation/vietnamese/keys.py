"""Models with stored keys, by which lists are put in Vietnamese order and searched without diacritics. See docs/decisions/0003."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from emulation.vietnamese.order import long_key, search_key, sort_key, words_of


def said_in(words: str, *keys: str) -> Q:
    """The condition that the words stand in one of these keys as they are, or that each begins a word of any of them: "thi dua 2026" finds both."""
    phrase, apart = search_key(words), words_of(words)
    whole = _any(Q(**{f"{key}__contains": phrase}) for key in keys)
    if len(apart) < 2:
        return whole
    return whole | Q(*(_any(_begins(word, key) for key in keys) for word in apart))


def _begins(word: str, key: str) -> Q:
    """Whether a word of the key begins so; a key may have lines."""
    return Q(**{f"{key}__startswith": word}) | Q(**{f"{key}__contains": f" {word}"}) | Q(**{f"{key}__contains": f"\n{word}"})


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def called(words: str, prefix: str = "") -> Q:
    """The condition that the search key says the words; `prefix` leads to it, like "unit__"."""
    return said_in(words, f"{prefix}search_key")


def found_among(rows: QuerySet[Any], words: str, said: Callable[[Any], str]) -> Any:
    """Those of a few rows that say all the words, whatever their diacritics: each is read, for what is so few keeps no key."""
    asked = words_of(words)
    told = ((row.pk, long_key(said(row))) for row in rows.order_by())
    return rows.filter(pk__in=[pk for pk, text in told if all(word in text for word in asked)])


class Keyed(models.Model):
    """A row with keys of its own: of what it is called, unless it says otherwise. Whoever saves many at once calls `set_keys`."""

    sort_key = models.CharField(max_length=400, editable=False)
    search_key = models.CharField(max_length=400, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        self.set_keys()
        fields = None if update_fields is None else {*update_fields, "sort_key", "search_key"}
        super().save(*args, update_fields=fields, **kwargs)

    def set_keys(self) -> None:
        self.sort_key, self.search_key = sort_key(self.known_as), search_key(self.known_as)

    @property
    def known_as(self) -> str:
        return str(self)
