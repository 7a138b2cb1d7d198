"""Finds and makes, for a whole table of people at once, the accounts and the terms that its rows name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

from django.db.models import Q
from django.utils import timezone

from emulation.people.models import Role, Term, TermQuerySet, User
from emulation.people.terms import grantable_roles, may_hand_code_to, terms_fetched, with_terms
from emulation.spreadsheets.plans import Entry
from emulation.spreadsheets.records import text_of
from emulation.units.importing import change, clean_cell
from emulation.units.models import Unit
from emulation.vietnamese.order import search_key

AT_ONCE = 5_000  # user names asked for in one query
PHONE = re.compile(r"\+?[\d .()/;,-]{8,}")
HANDED_OVER = "Nếu người khác nhận nhiệm vụ, xin để trống tên đăng nhập; nếu chỉ sửa họ tên, xin sửa trên trang của đơn vị."


class Post(NamedTuple):
    """A role at a unit."""

    unit: Unit
    role: Role


class Wish(NamedTuple):
    """What a row says of a term itself; None and "" where it leaves that open."""

    starts_on: date | None
    ends_on: date | None
    title: str


@dataclass(frozen=True)
class Seat:
    """A person in a role at a unit, as a row would have it; what is new has no key yet."""

    entry: Entry
    user: User
    term: Term


def today() -> date:
    return timezone.localdate()


def same(name: str, other: str) -> bool:
    """Whether two names are those of one person, whatever the diacritics and the case."""
    return search_key(name) == search_key(other)


class Accounts:
    """The accounts and terms around an office: those who hold terms there, and those whom the table names. A handful of queries."""

    def __init__(self, by: User, office: Unit, usernames: Iterable[str]) -> None:
        self.by, self.office = by, office
        self.running: dict[tuple[int | None, str], list[Term]] = defaultdict(list)
        self.known: dict[str, User] = {}
        self.made: dict[str, User] = {}
        self.rows: dict[tuple[str, str], int] = {}  # which row is the first to say this of the account of that name: its user name, its phone, ...
        self.seats: dict[tuple[int, str], list[tuple[User, int]]] = defaultdict(list)  # who, and in which row
        for term in running_terms(office).prefetch_related(terms_fetched("user__terms")):
            user = self.known.setdefault(term.user.username, with_terms(term.user))
            term.user = user
            self.running[term.unit_id, term.role].append(term)
        wanted = sorted(set(usernames) - set(self.known))
        self.taken = set(self.known)
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            self.taken |= set(User.objects.filter(username__in=some).values_list("username", flat=True))
            found = User.objects.visible_to(by).filter(username__in=some).prefetch_related(terms_fetched("terms"))
            self.known |= {user.username: with_terms(user) for user in found}

    def holder(self, entry: Entry, post: Post | None) -> User | None:
        """The account that the row means: by its user name, else who holds the post under that name, else a new one."""
        username, full_name = entry.row.text("username").lower(), entry.row.text("full_name")
        if not username:
            there = [term.user for term in self.running_at(post) if same(term.user.full_name, full_name)]
            return there[0] if there else self._new(entry, self._free_name(post, full_name))
        first = self.rows.setdefault((username, "username"), entry.row.number)
        user = self.known.get(username)
        if user is None and username in self.taken:
            entry.refuse("tên đăng nhập này đã có người dùng. Xin chọn tên khác hoặc để trống.", "username")
            return None
        if user and full_name and not same(user.full_name, full_name):
            written = f", ghi ở dòng {first}" if first != entry.row.number else ""
            entry.refuse(f"“{username}” là tên đăng nhập của {user.full_name}{written}. {HANDED_OVER}", "username")
            return None
        return user or self._made(entry, username)

    def _made(self, entry: Entry, username: str) -> User | None:
        """The account that an earlier row makes under the user name, else a new one."""
        user, full_name = self.made.get(username), entry.row.text("full_name")
        if user and full_name and not same(user.full_name, full_name):
            entry.refuse(f"“{username}” đã dùng cho {user.full_name} ở dòng {self.rows[username, 'username']}. Xin ghi tên khác hoặc để trống.", "username")
            return None
        return user or self._new(entry, username)

    def _new(self, entry: Entry, username: str | None) -> User | None:
        if not entry.row.text("full_name"):
            if not entry.row.is_refused("full_name"):
                entry.refuse("xin ghi họ và tên của người có tài khoản mới.", "full_name")
            return None
        if username is None:
            return None
        if not username:
            entry.refuse("không đặt được tên đăng nhập tự động. Xin ghi vào ô này.", "username")
            return None
        self.rows.setdefault((username, "username"), entry.row.number)
        entry.row.cells["username"] = username
        clean_cell(entry, User, "username", "username")
        entry.changes.append(f"Tài khoản mới: {username}")
        user = self.made[username] = User(username=username)
        user.full_name = entry.row.text("full_name")
        user.set_unusable_password()
        return user

    def _free_name(self, post: Post | None, full_name: str) -> str | None:
        """A user name for somebody without one, "" where none is free; None while the row names no post to call him after."""
        if post is None:
            return None
        candidates = candidate_names(post, full_name, self.office)
        return next((name for name in candidates if name not in self.taken and name not in self.made), "")

    def running_at(self, post: Post | None) -> list[Term]:
        """The terms that run there; none at a unit that the file makes."""
        return self.running[post.unit.pk, post.role] if post and post.unit.pk else []

    def may_grant(self, post: Post) -> bool:
        if post.unit.pk is None:  # new, and so below the office that the table is for
            return post.role == Role.HEAD and not post.unit.has_office
        return post.role in grantable_roles(self.by, post.unit)


def candidate_names(post: Post, full_name: str, office: Unit) -> Iterator[str]:
    """User names for somebody without one: tdp01 for a head, thutt for Trần Thị Thư; then with the office's code, then numbered."""
    *rest, given = re.findall(r"[a-z0-9]+", search_key(full_name)) or ["nguoi"]
    name = post.unit.code.replace("-", "") if post.role == Role.HEAD else given + "".join(word[0] for word in rest)
    yield name[:40]
    prefixed = f"{office.code.replace('-', '')[:16]}-{name[:40]}"
    yield prefixed
    yield from (f"{prefixed}{number}" for number in range(2, 6))


def running_terms(office: Unit) -> TermQuerySet:
    """Terms that have not ended, at the office and at the units that its tables are about."""
    commune = office if office.is_commune else None
    at_units = Q(unit__commune=commune, unit__path__startswith=office.path) | Q(unit=office)
    not_ended = Q(ends_on=None) | Q(ends_on__gte=today())
    return Term.objects.filter(at_units, not_ended).select_related("user", "unit").order_by("starts_on", "pk")


def seat(entry: Entry, post: Post | None, accounts: Accounts) -> Seat | None:
    """Plan what the row says of a person in the post, or note everything that stands against it.

    Of a row whose post or account is faulty already, the rest is looked at all the same: whoever mends the file should see all its faults at once.
    """
    changed_before = len(entry.changes)
    found = accounts.holder(entry, post)
    user = found or User()
    _set_person(entry, user, accounts)
    wish = _wish(entry)
    if post is None:
        _check_last_day(entry, wish, None)
        return None
    term = _term(entry, user, post, wish, accounts)
    if (term is None or len(entry.changes) > changed_before) and not accounts.may_grant(post):
        entry.refuse(
            f"ông/bà không được giao vai trò “{post.role.label}” tại {post.unit or 'đơn vị này'}.", "role" if "role" in entry.row.cells else "full_name"
        )
    return Seat(entry, user, term) if term and found else None


def _set_person(entry: Entry, user: User, accounts: Accounts) -> None:
    """Name, phone and e-mail, where the row says something else; of somebody with an account only by who may reset his password."""
    changed_before = len(entry.changes)
    for name in ("full_name", "phone", "email"):
        if not (text := entry.row.text(name)) or (user.pk and text == text_of(getattr(user, name))):
            continue
        if name == "phone" and not PHONE.fullmatch(text := with_leading_zero(text)):
            entry.refuse(f"“{text[:40]}” không phải là số điện thoại. Xin ghi như 0912 345 678.", "phone")
            continue
        entry.row.cells[name] = text
        value = clean_cell(entry, User, name, name)
        if value is not None and user.pk:
            change(entry, user, name, value, name)
        elif value is not None:
            _set_new(entry, user, name, str(value), accounts)
    if user.pk and len(entry.changes) > changed_before and not may_hand_code_to(accounts.by, user):
        entry.refuse(f"thông tin của {user} do người quản trị sửa, không nhập từ tệp được.", "full_name")


def _set_new(entry: Entry, user: User, name: str, value: str, accounts: Accounts) -> None:
    """A field of an account that this file makes, perhaps in an earlier row."""
    before, first = getattr(user, name), accounts.rows.setdefault((user.username, name), entry.row.number)
    if before and before != value and name != "full_name":
        entry.refuse(f"tài khoản “{user.username}” đã ghi ở dòng {first} với “{before}”.", name)
    setattr(user, name, value)


def with_leading_zero(text: str) -> str:
    """Spreadsheets take the zero before a number of nine or ten digits away."""
    return f"0{text}" if re.fullmatch(r"[235789]\d{8}|2\d{9}", text) else text


def _wish(entry: Entry) -> Wish:
    starts_on = cast(date | None, clean_cell(entry, Term, "starts_on", "starts_on"))
    ends_on = cast(date | None, clean_cell(entry, Term, "ends_on", "ends_on"))
    return Wish(starts_on, ends_on, str(clean_cell(entry, Term, "title", "title") or ""))


def _check_last_day(entry: Entry, wish: Wish, held: Term | None) -> None:
    first = held.starts_on if held else max(wish.starts_on or today(), today())
    if wish.ends_on and wish.ends_on < first:
        entry.refuse("ngày kết thúc phải sau ngày bắt đầu và chưa qua.", "ends_on")


def _term(entry: Entry, user: User, post: Post, wish: Wish, accounts: Accounts) -> Term | None:
    """The term that the row means, held already or new; None where another person, or an earlier row, has its place."""
    seated = accounts.seats[id(post.unit), post.role]
    running = accounts.running_at(post)
    held = next((term for term in running if term.user is user), None)
    _check_last_day(entry, wish, held)
    earlier = [number for other, number in seated if other == user or (post.role == Role.HEAD and not held)]
    seated.append((user, entry.row.number))
    if earlier:
        entry.refuse(f"vai trò này ở đơn vị này đã ghi ở dòng {earlier[0]}.", "full_name")
        return None
    term = _update(entry, held, wish) if held else _grant(entry, running, Term(user=user, unit=post.unit, role=post.role, title=wish.title), wish)
    if term and wish.ends_on:
        change(entry, term, "ends_on", wish.ends_on, "ends_on")
    return term


def _update(entry: Entry, term: Term, wish: Wish) -> Term:
    if wish.starts_on and wish.starts_on != term.starts_on:
        entry.refuse(f"{term.user} đang giữ nhiệm vụ này từ {text_of(term.starts_on)}. Nhập từ tệp không đổi ngày bắt đầu.", "starts_on")
    if wish.title:
        change(entry, term, "title", wish.title, "title")
    return term


def _grant(entry: Entry, running: list[Term], term: Term, wish: Wish) -> Term | None:
    others = [one.user.full_name for one in running]
    if term.role == Role.HEAD and others:
        entry.refuse(f"đơn vị đang có người đứng đầu là {others[0]}. Xin kết thúc nhiệm vụ đó trên trang của đơn vị trước, rồi nhập.", "full_name")
        return None
    term.starts_on = wish.starts_on or today()
    term.title = term.title or (term.unit.words.head if term.role == Role.HEAD else Role(term.role).label.partition(" (")[0])
    entry.changes.append(f"Giao nhiệm vụ {term.title} cho {term.user.full_name}, từ {text_of(term.starts_on)}")
    return term
