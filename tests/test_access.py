"""Every page, for every kind of person. Add a URL and this table must grow a line.

`stranger` leads another unit of the same ward, `other_…` work in another ward, `both` leads a third unit here and is secretary there,
`root` administers the installation. "@draft": a campaign still being prepared, or the registration that the stranger has only begun.
A cell is the status of the answer, or `login` where one is sent to sign in. 404: one may not see it; 403: one may not do it.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from emulation.people.models import User
from tests.addresses import FILES, add_other_ward, address, our_patterns
from tests.marking import MARK, mark_first_ward, mark_registration
from tests.world import World

TABLE = """
method page                       anon  head stranger secretary council chair superior administrator other_secretary other_chair both root
GET    health                     200   200  200      200       200     200   200      200           200             200         200  200
GET    one-time-code              200   200  200      200       200     200   200      200           200             200         200  200
POST   one-time-code              200   200  200      200       200     200   200      200           200             200         200  200
GET    home                       login 200  200      200       200     200   200      200           200             200         200  200
GET    first-steps                login 403  403      403       403     403   403      403           403             403         403  200
POST   first-steps                login 403  403      403       403     403   403      403           403             403         403  200
GET    unit-list                  login 403  403      200       200     200   200      200           200             200         200  200
GET    unit-detail                login 403  403      200       200     200   200      200           404             404         404  200
GET    unit-edit                  login 403  403      200       403     403   403      200           404             403         404  200
POST   unit-edit                  login 403  403      200       403     403   403      200           404             403         404  200
GET    unit-add                   login 403  403      200       403     403   403      200           404             403         404  200
POST   unit-add                   login 403  403      200       403     403   403      200           404             403         404  200
GET    unit-add-many              login 403  403      200       403     403   403      200           404             403         404  200
POST   unit-add-many              login 403  403      200       403     403   403      200           404             403         404  200
GET    unit-term-add              login 403  403      200       403     403   403      200           404             403         404  200
POST   unit-term-add              login 403  403      200       403     403   403      200           404             403         404  200
GET    unit-term-edit             login 403  403      200       403     403   403      200           404             403         404  200
POST   unit-term-edit             login 403  403      200       403     403   403      200           404             403         404  200
GET    unit-term-end              login 403  403      200       403     403   403      200           404             403         404  200
POST   unit-term-end              login 403  403      200       403     403   403      200           404             403         404  200
POST   unit-code-hand-out         login 403  403      200       403     403   403      200           404             403         404  200
GET    campaign-list              login 200  200      200       200     200   200      200           200             200         200  200
GET    campaign-add               login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-add               login 403  403      200       403     403   403      403           404             403         404  403
GET    campaign-detail            login 200  200      200       200     200   200      200           404             404         200  200
GET    campaign-detail@draft      login 404  404      200       200     200   404      200           404             404         404  200
GET    campaign-edit@draft        login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-edit@draft        login 403  403      200       403     403   403      403           404             403         404  403
GET    campaign-part@draft        login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-part@draft        login 403  403      200       403     403   403      403           404             403         404  403
GET    campaign-units@draft       login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-units@draft       login 403  403      200       403     403   403      403           404             403         404  403
GET    campaign-sheets@draft      login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-sheets@draft      login 403  403      200       403     403   403      403           404             403         404  403
GET    campaign-document-add      login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-document-add      login 403  403      200       403     403   403      403           404             403         404  403
GET    campaign-number            login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-number            login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-move              login 403  403      200       403     200   403      403           404             404         403  403
POST   campaign-move@draft        login 403  403      302       403     302   403      403           404             404         404  403
GET    campaign-registrations     login 403  403      200       200     200   200      200           404             404         404  200
POST   campaign-pdf               login 403  403      302       302     302   302      302           404             404         404  302
POST   campaign-zip               login 403  403      302       302     302   302      302           404             404         404  302
POST   campaign-remind            login 403  403      302       403     403   403      403           404             403         404  403
GET    registration-list          login 200  200      200       200     200   200      200           200             200         200  200
POST   registration-begin         login 302  404      403       403     403   403      403           403             403         404  403
GET    registration-blank         login 200  404      200       403     403   403      403           404             403         404  403
GET    registration-detail        login 200  404      200       200     200   200      200           404             404         404  200
GET    registration-detail@draft  login 404  200      404       404     404   404      404           404             404         404  404
GET    registration-step@draft    login 404  200      404       403     403   403      403           404             403         404  403
POST   registration-step@draft    login 404  200      404       403     403   403      403           404             403         404  403
GET    registration-review@draft  login 404  200      404       403     403   403      403           404             403         404  403
POST   registration-review@draft  login 404  200      404       403     403   403      403           404             403         404  403
POST   registration-move          login 403  404      302       403     403   403      403           404             403         404  403
POST   registration-move@draft    login 404  200      404       403     403   403      403           404             403         404  403
GET    registration-pdf           login 200  404      200       200     200   200      200           404             404         404  200
GET    registration-pdf@draft     login 404  200      404       404     404   404      404           404             404         404  404
GET    registration-submission    login 200  404      200       200     200   200      200           404             404         404  200
GET    notice-list                login 200  200      200       200     200   200      200           200             200         200  200
POST   notice-open                login 302  404      404       404     404   404      404           404             404         404  404
POST   notice-read-all            login 302  302      302       302     302   302      302           302             302         302  302
GET    sheet-list                 login 403  403      200       403     403   403      200           200             403         200  200
GET    sheet-detail               login 403  403      200       403     403   403      200           404             403         404  200
GET    sheet-pdf                  login 403  403      200       403     403   403      200           404             403         404  200
GET    sheet-export               login 403  403      200       403     403   403      200           404             403         404  200
GET    sheet-add                  login 403  403      200       403     403   403      200           404             403         404  200
POST   sheet-add                  login 403  403      200       403     403   403      200           404             403         404  200
GET    sheet-import               login 403  403      200       403     403   403      200           404             403         404  200
POST   sheet-import               login 403  403      200       403     403   403      200           404             403         404  200
POST   sheet-copy                 login 403  403      302       403     403   403      302           404             403         404  302
GET    sheet-edit                 login 403  403      200       403     403   403      200           404             403         404  200
GET    sheet-head                 login 403  403      200       403     403   403      200           404             403         404  200
POST   sheet-head                 login 403  403      200       403     403   403      200           404             403         404  200
GET    sheet-item-add             login 403  403      200       403     403   403      200           404             403         404  200
POST   sheet-item-add             login 403  403      200       403     403   403      200           404             403         404  200
GET    sheet-item-edit            login 403  403      200       403     403   403      200           404             403         404  200
POST   sheet-item-edit            login 403  403      200       403     403   403      200           404             403         404  200
POST   sheet-item-move            login 403  403      404       403     403   403      404           404             403         404  404
POST   sheet-item-delete          login 403  403      302       403     403   403      302           404             403         404  302
POST   sheet-finish               login 403  403      302       403     403   403      302           404             403         404  302
POST   sheet-delete               login 403  403      302       403     403   403      302           404             403         404  302
GET    unit-slips                 login 403  403      200       403     403   403      200           404             403         404  200
POST   unit-slips                 login 403  403      200       403     403   403      200           404             403         404  200
GET    unit-change                login 403  403      200       403     403   403      200           404             403         404  200
POST   unit-change                login 403  403      200       403     403   403      200           404             403         404  200
GET    unit-term-hand-over        login 403  403      200       403     403   403      200           404             403         404  200
POST   unit-term-hand-over        login 403  403      200       403     403   403      200           404             403         404  200
GET    unit-record                login 403  403      200       200     200   200      200           404             404         404  200
POST   campaign-blanks            login 403  403      302       302     302   302      302           404             404         404  302
POST   campaign-registrations-move login 403 403      200       403     403   403      403           404             403         404  403
GET    campaign-summary           login 403  403      200       200     200   200      200           404             404         404  200
GET    campaign-summary-xlsx      login 403  403      200       200     200   200      200           404             404         404  200
POST   campaign-summary-pdf       login 403  403      302       302     302   302      302           404             404         404  302
GET    job-list                   login 200  200      200       200     200   200      200           200             200         200  200
GET    job-detail                 login 404  404      200       404     404   404      404           404             404         404  404
GET    job-file                   login 404  404      200       404     404   404      404           404             404         404  404
POST   job-cancel                 login 404  404      302       404     404   404      404           404             404         404  404
GET    campaign-local-drives      login 200  200      200       200     200   200      200           404             404         200  200
GET    campaign-local-drive       login 200  404      200       200     200   200      200           404             404         404  200
GET    campaign-local-drive@draft login 404  200      404       404     404   404      404           404             404         404  404
GET    campaign-local-drive-add   login 200  404      403       403     403   403      403           403             403         404  403
POST   campaign-local-drive-add   login 200  404      403       403     403   403      403           403             403         404  403
GET    campaign-local-drive-edit@draft login 404 200  403       403     403   403      403           403             403         404  403
POST   campaign-local-drive-edit@draft login 404 200  403       403     403   403      403           403             403         404  403
POST   campaign-local-drive-move  login 302  404      403       403     403   403      403           403             403         404  403
POST   campaign-copy              login 403  403      302       403     403   403      403           404             403         404  403
GET    campaign-clusters          login 200  200      200       200     200   200      200           200             200         200  200
GET    campaign-cluster           login 200  404      200       200     200   200      200           404             404         404  200
GET    campaign-cluster-add       login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-cluster-add       login 403  403      200       403     403   403      403           404             403         404  403
GET    campaign-cluster-edit      login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-cluster-edit      login 403  403      200       403     403   403      403           404             403         404  403
GET    campaign-cluster-end       login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-cluster-end       login 403  403      200       403     403   403      403           404             403         404  403
GET    campaign-cluster-standing  login 200  404      200       200     200   200      200           404             404         404  200
GET    unit-import                login 403  403      200       403     403   403      200           404             403         404  200
POST   unit-import                login 403  403      200       403     403   403      200           404             403         404  200
GET    unit-import-sample         login 403  403      200       403     403   403      200           404             403         404  200
GET    unit-export                login 403  403      200       403     403   403      200           404             403         404  200
GET    unit-import-preview        login 403  403      200       403     403   403      404           404             403         404  404
POST   unit-import-run            login 403  403      302       403     403   403      404           404             403         404  404
GET    campaign-plan-scans        login 403  403      200       403     403   403      403           404             403         404  403
POST   campaign-plan-scans        login 403  403      200       403     403   403      403           404             403         404  403
GET    campaign-plan-scan         login 200  200      200       200     200   200      200           404             404         200  200
GET    registration-late-permit   login 403  403      200       403     200   403      403           404             404         404  403
POST   registration-late-permit   login 403  403      200       403     200   403      403           404             404         404  403
GET    registration-paper         login 403  403      200       403     403   403      403           404             403         404  403
POST   registration-paper         login 403  403      200       403     403   403      403           404             403         404  403
GET    paper-list                 login 403  403      200       200     200   200      200           200             200         200  200
GET    paper-list-export          login 403  403      200       200     200   200      200           200             200         200  200
GET    paper-detail               login 403  403      200       200     200   200      200           404             404         404  200
GET    paper-detail@draft         login 403  403      200       200     200   404      200           404             404         404  200
GET    paper-file                 login 403  403      200       200     200   200      200           404             404         404  200
GET    paper-file@draft           login 403  403      200       200     200   404      200           404             404         404  200
GET    paper-blank                login 403  403      200       200     200   200      200           404             404         404  200
GET    paper-word                 login 403  403      200       200     200   200      200           404             404         404  200
GET    paper-word@draft           login 403  403      200       200     200   404      200           404             404         404  200
POST   paper-move                 login 403  403      200       403     200   403      403           404             404         404  403
POST   paper-move@draft           login 403  403      200       403     403   403      403           404             404         404  403
GET    paper-signed               login 403  403      200       403     200   403      403           404             404         404  403
POST   paper-signed               login 403  403      200       403     200   403      403           404             404         404  403
GET    paper-scanned              login 403  403      200       403     200   403      403           404             404         404  403
POST   paper-scanned              login 403  403      200       403     200   403      403           404             404         404  403
GET    paper-copy                 login 403  403      200       200     200   200      200           404             404         404  200
GET    paper-marks                login 403  403      200       403     403   403      200           200             403         200  200
POST   paper-marks                login 403  403      200       403     403   403      200           200             403         200  200
GET    paper-mark                 login 403  403      200       403     403   403      200           404             403         404  200
POST   paper-mark-remove          login 403  403      302       403     403   403      302           404             403         404  302
GET    paper-register             login 403  403      200       200     200   200      200           200             200         200  200
POST   paper-register-pdf         login 403  403      302       302     302   302      302           404             404         404  302
GET    paper-register-export      login 403  403      200       200     200   200      200           404             404         404  200
GET    paper-series-list          login 403  403      200       403     403   403      200           200             403         200  200
GET    paper-series               login 403  403      200       403     403   403      200           404             403         404  200
POST   paper-series               login 403  403      200       403     403   403      200           404             403         404  200
GET    draft-list                 login 403  403      200       200     200   403      200           200             200         200  200
GET    draft-kinds                login 403  403      200       403     403   403      403           404             403         404  403
GET    draft-add                  login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-add                  login 403  403      200       403     403   403      403           404             403         404  403
GET    draft-detail               login 403  403      200       200     200   403      200           404             404         404  200
GET    draft-preview              login 403  403      200       200     200   403      200           404             404         404  200
GET    draft-word                 login 403  403      200       200     200   403      200           404             404         404  200
GET    draft-head                 login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-head                 login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-copy                 login 403  403      302       403     403   403      403           404             403         404  403
POST   draft-move                 login 403  403      302       403     403   403      403           404             404         404  403
GET    draft-paste                login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-paste                login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-frame                login 403  403      302       403     403   403      403           404             403         404  403
GET    draft-passage-add          login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-passage-add          login 403  403      200       403     403   403      403           404             403         404  403
GET    draft-passage-edit         login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-passage-edit         login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-passage-move         login 403  403      404       403     403   403      403           404             403         404  403
POST   draft-passage-delete       login 403  403      302       403     403   403      403           404             403         404  403
GET    draft-document-list        login 403  403      200       403     403   403      403           404             403         404  403
GET    draft-document-add         login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-document-add         login 403  403      200       403     403   403      403           404             403         404  403
GET    draft-document-edit        login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-document-edit        login 403  403      200       403     403   403      403           404             403         404  403
GET    draft-group-add            login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-group-add            login 403  403      200       403     403   403      403           404             403         404  403
GET    draft-group-edit           login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-group-edit           login 403  403      200       403     403   403      403           404             403         404  403
POST   draft-group-delete         login 403  403      302       403     403   403      403           404             403         404  403
GET    verification-form          200   200  200      200       200     200   200      200           200             200         200  200
GET    verification               200   200  200      200       200     200   200      200           200             200         200  200
POST   verification               200   200  200      200       200     200   200      200           200             200         200  200
GET    verification-qr            200   200  200      200       200     200   200      200           200             200         200  200
GET    registration-scan          login 200  404      200       200     200   200      200           404             404         404  200
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
WHO = HEAD[2:]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
PAGES = sorted({row[1] for row in ROWS if row[0] == "GET"})


def opened_by(who: str) -> list[str]:
    """The GET pages of the table that this person may open."""
    return [page for method, page, *cells in ROWS if method == "GET" and dict(zip(WHO, cells, strict=True))[who] == "200"]


def name_of(page: str) -> str:
    return page.partition("@")[0]


def signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def answer(site: World, who: str, method: str, page: str) -> str:
    """The cell as it is; what the request changed is taken back."""
    before = transaction.savepoint()  # no atomic block: a paper is never rendered inside one
    response = signed_in(site.people.get(who)).generic(method, address(site, page))
    transaction.savepoint_rollback(before)
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "login"
    return str(response.status_code)


def test_every_url_is_in_the_table() -> None:
    assert {name_of(row[1]) for row in ROWS} == set(our_patterns())


def test_no_row_is_there_twice() -> None:
    assert len({(method, page) for method, page, *_ in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_every_cell_of_the_table_is_true(site: World, row: list[str]) -> None:
    method, page, *cells = row
    assert {who: answer(site, who, method, page) for who in WHO} == dict(zip(WHO, cells, strict=True))


@pytest.mark.parametrize("name", sorted(our_patterns()))
def test_no_other_method_is_accepted(site: World, name: str) -> None:
    listed = [(method, page) for method, page, *_ in ROWS if name_of(page) == name]
    others = [method for method in METHODS if method not in {method for method, _ in listed}]
    cells = next(dict(zip(WHO, row[2:], strict=True)) for row in ROWS if name_of(row[1]) == name)
    opening = [who for who in WHO if cells[who] not in ("login", "403")]
    answers = {answer(site, who, method, listed[0][1]) for who in ("anon", *opening[:3]) for method in others}
    assert answers - {"login", "403"} == {"405"}


def shows_mark(site: World, who: str, page: str) -> bool:
    response = signed_in(site.people[who]).get(address(site, page))
    return response.status_code == 200 and response["Content-Type"].startswith("text/html") and MARK in response.content.decode()


def test_no_page_open_to_a_stranger_shows_another_units_record(site: World) -> None:
    mark_registration(site)
    assert {page for page in opened_by("head") if shows_mark(site, "head", page)} == {
        "home", "campaign-list", "campaign-detail", "one-time-code", "registration-list", "registration-detail", "notice-list", "job-list",
        "campaign-local-drives", "campaign-local-drive", "campaign-local-drive-add", "campaign-clusters", "campaign-cluster", "campaign-cluster-standing",
        "verification", "verification-form",
    }  # fmt: skip
    assert {page for page in opened_by("stranger") if shows_mark(site, "stranger", page)} == set()


@pytest.mark.parametrize("who", ["other_secretary", "other_chair"])
def test_no_page_open_to_another_wards_office_shows_anything_of_this_ward(site: World, who: str) -> None:
    add_other_ward(site)
    mark_first_ward(site)
    of_this_ward = [page for page in opened_by(who.removeprefix("other_")) if page not in ("health", "first-steps")]
    of_the_other = [f"{name_of(page)}@other" for page in of_this_ward if name_of(page) != "campaign-sheets"]  # the other's campaign is launched
    shown = {page for page in of_this_ward if shows_mark(site, who.removeprefix("other_"), page)}
    assert {*shown, *FILES} == {*of_this_ward, *FILES}
    answers = {page: signed_in(site.people[who]).get(address(site, page)).status_code for page in of_the_other}
    assert answers == dict.fromkeys(of_the_other, 200)
    open_to_all = opened_by("anon")  # whoever has a paper's code may ask about it
    assert {page for page in [*of_this_ward, *of_the_other] if page not in open_to_all and shows_mark(site, who, page)} == set()
