"""Every list of the site is filtered, sorted as Vietnamese sort, searched without diacritics, turned in pages and exported as filtered."""

from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any, NamedTuple

import pytest
from django.core.paginator import Page
from django.urls import reverse

from awards.models import PostedRow
from emulation.listing import Listed, listed, pages
from emulation.people.models import Role
from emulation.vietnamese.order import search_key
from tests.access_public import TABLE as PUBLIC
from tests.addresses import FILES, add_other_ward, address, build_site
from tests.awarding import honour
from tests.growth import grow
from tests.kept import built_once
from tests.marking import MARK, mark_first_ward, mark_registration
from tests.pages import exported, page, texts
from tests.test_access import PAGES, WHO, name_of, opened_by, signed_in
from tests.world import World, launch, make_campaign, make_person, submitted

pytestmark = pytest.mark.wide

PEOPLE = ["Lê Thị Đào", "Nguyễn Văn Dũng", "Trần Thị Ánh"]
PEOPLE_IN_ORDER = ["Trần Thị Ánh", "Nguyễn Văn Dũng", "Lê Thị Đào"]  # by given name
TITLES = ["Đẩy mạnh thi đua", "Dân vận khéo", "Ấm áp tình làng"]
TITLES_IN_ORDER = ["Ấm áp tình làng", "Dân vận khéo", "Đẩy mạnh thi đua"]


class Case(NamedTuple):
    """A list: who looks at it, which column of the file says what a row is called, where that is kept, and the order that goes by it, if any."""

    who: str
    column: str
    field: str
    order: str = "ten"
    of_people: bool = False


LISTS = {
    "assessment-detail": Case("secretary", "Chủ hộ", "name", of_people=True),
    "assessment-list": Case("secretary", "Đơn vị", "unit.short_name", "don-vi"),
    "award-list": Case("secretary", "Họ tên, tên tập thể", "name", of_people=True),
    "campaign-clusters": Case("secretary", "Cụm thi đua", "name"),
    "campaign-list": Case("secretary", "Phong trào", "title"),
    "campaign-local-drives": Case("secretary", "Đợt thi đua", "title"),
    "campaign-registrations": Case("secretary", "Đơn vị", "unit.short_name"),
    "catalogue-salaries": Case("secretary", "Căn cứ", "source", ""),  # by day and by sum
    "catalogue": Case("secretary", "Tên", "name"),
    "council-list": Case("secretary", "Thành viên", "full_name", of_people=True),
    "decision-certificates": Case("secretary", "Họ tên, tên tập thể", "name", of_people=True),
    "decision-deciding": Case("chair", "Họ tên, tên tập thể", "name", of_people=True),
    "decision-detail": Case("secretary", "Họ tên, tên tập thể", "name", of_people=True),
    "decision-list": Case("secretary", "Trích yếu", "subject"),
    "decision-payments": Case("secretary", "Họ tên, tên tập thể", "name", of_people=True),
    "draft-document-list": Case("secretary", "Văn bản", "name"),
    "draft-list": Case("secretary", "Loại và trích yếu", "subject", ""),  # by office and by day
    "job-list": Case("secretary", "Việc", "label", ""),  # by time
    "meeting-list": Case("secretary", "Cuộc họp", "title"),
    "nomination-list": Case("secretary", "Họ và tên, tên tập thể", "name", of_people=True),
    "notice-list": Case("secretary", "Tiêu đề", "subject", ""),  # by time
    "paper-list": Case("secretary", "Loại và trích yếu", "subject", ""),  # by number, by office and by day
    "paper-marks": Case("secretary", "Hình", "signatory", "", of_people=True),  # by unit and by day
    "paper-series-list": Case("secretary", "Ký hiệu", "symbol", ""),  # by symbol, which is a code, and by unit
    "posting-detail": Case("secretary", "Nội dung ý kiến", "text", ""),  # by day
    "posting-list": Case("secretary", "Danh sách", "title"),
    "public-campaign": Case("anon", "Đơn vị", "short_name"),
    "public-campaigns": Case("anon", "Phong trào", "title"),
    "public-decision": Case("anon", "Họ tên, tên tập thể", "name", of_people=True),
    "public-decisions": Case("anon", "Trích yếu", "subject"),
    "public-localities": Case("anon", "Địa phương", "short_name"),
    "public-posting": Case("anon", "Họ tên, tên tập thể, chủ hộ", "name", of_people=True),
    "public-posting-list": Case("anon", "Danh sách", "title"),
    "registration-list": Case("secretary", "Đơn vị", "unit.short_name", "don-vi"),
    "sheet-list": Case("secretary", "Mẫu", "name"),
    "typed-list": Case("secretary", "Trang", "title", ""),  # by time
    "unit-detail": Case("secretary", "Đơn vị", "short_name"),
    "unit-list": Case("secretary", "Đơn vị", "short_name"),
    "unit-record": Case("secretary", "Phong trào", "campaign.title", "phong-trao"),
}
EXCEPTIONS = {  # what comes in pages and lacks something, with the reason
    "assessed-points": "a form: points are given in it, and the page of the assessment lists them",
    "campaign-summary": "a report, which has its own workbook",
    "assessed-import-preview": "what is about to be imported, the faulty first; its file is the one that was uploaded",
    "nomination-import-preview": "what is about to be imported, the faulty first; its file is the one that was uploaded",
    "paper-register": "the book of one issuer and year: searched, ordered and exported by a form of its own, see tests/test_paper_pages.py",
    "unit-import-preview": "what is about to be imported, the faulty first; its file is the one that was uploaded",
    "unit-slips": "a form: slips are printed from it, for whom one chooses",
}


def build_lists() -> World:
    """The site with more of everything, two more localities that have something public, a unit with several registrations, and two honours in a posted list."""
    site = build_site()
    grow(site)
    grow(site)
    launch(make_campaign(site.province, invited=[site.unit], code="tinh-nay"), make_person(Role.SECRETARY, site.province))
    launch(make_campaign(site.other_ward, invited=[site.unit], code="song-cong-nay"), site.people["other_secretary"])
    for number in range(2):
        another = launch(make_campaign(site.ward, invited=[site.unit], code=f"nua-{number}"), site.people["secretary"])
        submitted(another, site.unit, site.people["head"])
    PostedRow.objects.filter(pk__in=[posting.rows.earliest("pk").pk for posting in site.ward.postings.all()]).update(honour=honour("lao-dong-tien-tien"))
    return site


@pytest.fixture
def lists(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """With two rows on each page of a list."""
    monkeypatch.setattr(listed, "page_at", lambda rows, asked, _: pages.page_at(rows, asked, 2))
    built: World = built_once(build_lists)
    return built


class Reader:
    """One list as somebody reads it."""

    def __init__(self, site: World, name: str) -> None:
        self.case = LISTS[name]
        self.client = signed_in(site.people.get(self.case.who))
        self.url = reverse(name, args=[site.unit.pk]) if name == "unit-record" else address(site, name)

    def get(self, **query: Any) -> Any:
        answer = self.client.get(self.url, query)
        assert answer.status_code == 200, (self.url, query, answer.status_code)
        return answer

    @property
    def asked(self) -> Listed:
        asked: Listed = self.get().context["list"]
        return asked

    def file(self, **query: Any) -> list[str]:
        """What the rows of the file are called."""
        head, *rows = exported(self.get(**query, xuat="xlsx"))
        return [row[head.index(self.case.column)] for row in rows]

    def pages(self, **query: Any) -> Iterator[tuple[Any, list[str]]]:
        """Each page with what its rows are called."""
        number = self.get(**query).context["page"].paginator.num_pages
        for place in range(1, number + 1):
            answer = self.get(**query, trang=place)
            yield answer, [called(row, self.case.field) for row in answer.context["page"]]

    def rename(self, names: list[str]) -> list[str]:
        """Give these names to the first that are there, and say which were given."""
        *path, last = self.case.field.split(".")
        owners = {owner.pk: owner for row in self.asked.seen.order_by("pk") for owner in [reduce(getattr, path, row)]}
        renamed = list(zip(owners.values(), names, strict=False))
        for owner, name in renamed:
            setattr(owner, last, name)
            getattr(owner, "set_keys", lambda: None)()
            owner.save()
        return [name for _, name in renamed]


def called(row: Any, field: str) -> str:
    return str(reduce(getattr, field.split("."), row))


@pytest.mark.parametrize("name", LISTS)
def test_the_file_has_the_rows_of_all_pages_in_their_order(lists: World, name: str) -> None:
    reader = Reader(lists, name)
    for query in queries(reader.asked):
        shown = [row for answer, rows in reader.pages(**query) for row in on(answer, rows)]
        file = reader.file(**query)
        assert len(file) == len(shown), query
        assert all(row in cell for row, cell in zip(shown, file, strict=True)), query


def queries(asked: Listed) -> list[dict[str, str]]:
    """The list as it is, in its last order, and narrowed by the first choice of its first filter."""
    field = asked.all_fields[0]
    value = field.choices[0][0] if field.choices else "x"
    return [{}, {"xep": asked.orders[-1][0]}, {field.filter.slug: value}]


def on(answer: Any, rows: list[str]) -> list[str]:
    """The rows, if the page indeed shows them."""
    said = " ".join(" ".join(page(answer).itertext()).split()).casefold()
    assert all(" ".join(row.split()).casefold() in said for row in rows)
    return rows


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_searched_without_diacritics_and_sorted_as_vietnamese_sort(lists: World, name: str) -> None:
    reader = Reader(lists, name)
    names, in_order = (PEOPLE, PEOPLE_IN_ORDER) if reader.case.of_people else (TITLES, TITLES_IN_ORDER)
    given = reader.rename(names)
    assert len(given) > 1, "too few rows to tell an order"
    for one in given:
        found = reader.file(tim=search_key(one).upper())
        assert (len(found) > 0, [row for row in found if one not in row]) == (True, [])
    assert reader.file(tim="khong ai ten nhu vay") == []
    for sign, expected in (("", in_order), ("-", in_order[::-1])) if reader.case.order else ():
        rows = [row for row in dict.fromkeys(reader.file(xep=f"{sign}{reader.case.order}")) if row in given]
        assert rows == [one for one in expected if one in given]


@pytest.mark.parametrize("name", LISTS)
def test_each_choice_of_each_filter_narrows_the_list(lists: World, name: str) -> None:
    reader = Reader(lists, name)
    asked, total = reader.asked, len(reader.file())
    sizes: dict[str, list[int]] = {}
    for field in asked.all_fields:
        for value, _ in field.choices:
            sizes.setdefault(field.filter.slug, []).append(len(reader.file(**{field.filter.slug: value})))
    assert total > 1
    assert min(size for found in sizes.values() for size in found) < total
    assert [slug for slug, found in sizes.items() if max(found) > total and not otherwise(asked, slug)] == []
    assert len(reader.file(**dict.fromkeys(sizes, "?"))) == total  # what it cannot mean is not asked


def otherwise(asked: Listed, slug: str) -> bool:
    return any(field.filter.otherwise for field in asked.all_fields if field.filter.slug == slug)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_offers_search_filters_orders_pages_and_its_file(lists: World, name: str) -> None:
    answer = Reader(lists, name).get()
    form = ".//main//form[@role='search']"
    inputs = [one.attrib["name"] for one in page(answer).findall(f"{form}//input[@type='search']")]
    chosen = [one.attrib["name"] for one in page(answer).findall(f"{form}//select")]
    asked = answer.context["list"]
    assert inputs[:1] == ["tim"]
    assert chosen[-1:] == ["xep"]
    assert len(asked.orders) > 1
    assert len(asked.fields) + len(asked.chips) > 0
    assert "Xuất Excel" in texts(answer, f"{form}//a")
    assert (name, asked.page.has_next()) == (name, True)


def paged(site: World) -> set[str]:
    """The pages of the table that show rows page by page."""
    found = set()
    for one in PAGES:
        openers = [who for who in ("secretary", *WHO) if one in opened_by(who)]
        who = openers[0] if openers else "anon"  # before the other ward was added, one was led away from the list of localities
        if name_of(one) not in FILES:
            answer = signed_in(site.people.get(who)).get(address(site, one))
            if any(isinstance((answer.context or {}).get(key), kind) for key, kind in (("page", Page), ("list", Listed))):
                found.add(name_of(one))
    return found


def test_every_page_of_rows_is_in_the_table_of_lists_or_in_that_of_exceptions(site: World) -> None:
    add_other_ward(site)
    assert paged(site) == {*LISTS, *EXCEPTIONS}


MARKERS: dict[str, Callable[[World], None]] = {"stranger": mark_registration, "other_secretary": mark_first_ward}


@pytest.mark.parametrize("who", MARKERS)
def test_who_may_not_see_a_row_does_not_find_it_in_the_file(site: World, who: str) -> None:
    add_other_ward(site)
    MARKERS[who](site)
    inside = {"stranger": "head", "other_secretary": "secretary"}[who]
    of_all = {line.split()[1] for line in PUBLIC.strip().splitlines()[1:]} | set(opened_by("anon"))
    seen = {name for name in LISTS if name in opened_by(inside) and name not in of_all and marked(site, inside, name)}
    assert len(seen) >= {"stranger": 5, "other_secretary": 15}[who]
    assert {name for name in seen if name in opened_by(who) and marked(site, who, name)} == set()


def marked(site: World, who: str, name: str) -> bool:
    answer = signed_in(site.people[who]).get(address(site, name), {"xuat": "xlsx"})
    return answer.status_code == 200 and any(MARK in str(cell) for row in exported(answer) for cell in row)
