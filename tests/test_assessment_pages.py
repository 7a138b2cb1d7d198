"""Pages of assessments: a head's whole way from opening one to sending nominations, tables that come in, and the office's scale."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.assessing_import import columns_of
from awards.models import Assessed, Assessment, AssessmentImport, Nomination, Scale
from awards.tasks import forget_old_lists
from emulation.papers.broken import BrokenPaper
from emulation.people.models import Role
from emulation.spreadsheets.reading import read_table
from tests.assessing import GROUP, HOUSEHOLDS, fresh, make_assessment, over, posted_assessment, scored
from tests.awarding import accept, honour
from tests.test_access import signed_in
from tests.world import World, make_person

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year
HEAD = "Chủ hộ,Địa chỉ,Điểm 1,Điểm 2,Điểm 3"


@pytest.fixture
def client(world: World) -> Client:
    return signed_in(world.people["head"])


@pytest.fixture
def draft(world: World) -> Assessment:
    return make_assessment(world.unit, world.people["head"], "Trần Văn An", "Lê Thị Bình")


def at(name: str, record: Any, *more: Any) -> str:
    return reverse(name, args=[record.pk, *more])


def text(client: Client, url: str, data: Any = None) -> str:
    """The page that answers, after a redirect if there is one."""
    response = client.get(url) if data is None else client.post(url, data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def points(assessment: Assessment, *given: Any) -> dict[str, Any]:
    """The posted fields that give the rows these points, each as often as there are criteria."""
    rows, criteria = assessment.rows.all(), list(assessment.scale.criteria.all())
    return {f"diem-{row.pk}-{one.position}": value for row, value in zip(rows, given, strict=True) for one in criteria}


def test_the_whole_way_of_a_head(world: World, client: Client) -> None:
    accept(world.registration, world.people["secretary"])
    assert at("assessment-add", world.unit) in text(client, reverse("assessment-list"))
    client.post(at("assessment-add", world.unit), {"honour": honour(HOUSEHOLDS).pk, "year": YEAR})
    assessment = Assessment.objects.get()
    text(client, at("assessed-add", assessment), {"name": "Trần Văn An", "details": "Số 1"})
    met = {"held_on": f"{timezone.localdate():%d/%m/%Y}", "held_time": "00:00", "place": "Nhà văn hóa", "invited": 60, "present": 52}
    page = text(client, at("assessment-meeting", assessment), {**met, "chair_name": "Bà Hòa", "secretary_name": "Ông Ghi", "notes": ""})
    assert "có mặt 52/60 người; chủ trì Bà Hòa, thư ký Ông Ghi" in page
    text(client, at("assessed-points", assessment), points(assessment, 30))
    page = text(client, at("assessment-move", assessment, "post"), {})
    assert "Tình trạng: Đã công khai." in page
    over(fresh(assessment))
    page = text(client, at("assessment-move", assessment, "propose"), {})
    assert "gửi 1 đề nghị" in page
    assert Nomination.objects.get(honour__code=HOUSEHOLDS).state == "submitted"


def test_what_cannot_be_sent_stays_to_be_sent_later(client: Client, draft: Assessment, world: World) -> None:
    for number in range(10):
        Assessed.objects.create(assessment=draft, name=f"Hộ {number}", key=str(number))
    over(posted_assessment(draft, world.people["head"]))
    page = text(client, at("assessment-move", draft, "propose"), {})
    waits = page.count("Đơn vị đã gửi đăng ký thi đua, đang chờ thư ký tiếp nhận.")
    assert ("gửi 0 đề nghị" in page, "mục đang soạn. Xin gửi tiếp ở đó." in page, waits) == (True, True, 10)


def test_a_second_assessment_is_refused_on_the_page(client: Client, draft: Assessment, world: World) -> None:
    assert "đã mở bình xét" in text(client, at("assessment-add", world.unit), {"honour": draft.honour_id, "year": YEAR})


def test_an_agency_assesses_no_title_of_groups(world: World) -> None:
    client = signed_in(make_person(Role.HEAD, world.agency))
    page = text(client, at("assessment-add", world.agency))
    assert ("Gia đình văn hóa" in page, "Thôn, tổ dân phố văn hóa" in page) == (True, False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"present": 61}, "Số người có mặt nhiều hơn số được mời."),
        ({"held_time": "25:00"}, "Xin ghi giờ và phút, như 19:30."),
        ({"held_on": "01/01/2099"}, "Ngày này ở sau hôm nay."),
        ({"chair_name": ""}, "Xin ghi mục này."),
    ],
)
def test_what_is_wrong_with_a_meeting_is_told(client: Client, draft: Assessment, change: dict[str, Any], said: str) -> None:
    met = {"held_on": "01/11/2025", "held_time": "19:30", "place": "Nhà", "invited": 60, "present": 52, "chair_name": "A", "secretary_name": "B"}
    assert said in text(client, at("assessment-meeting", draft), {**met, **change})


def test_a_household_that_is_there_already_is_told(client: Client, draft: Assessment) -> None:
    assert "đã có trong danh sách" in text(client, at("assessed-add", draft), {"name": "Trần Văn An"})


@pytest.mark.parametrize(
    ("given", "said"), [((31, 30), "xin ghi số nguyên từ 0 đến 30"), (("x", 30), "xin ghi số nguyên từ 0 đến 30"), ((-1, 30), "xin ghi số nguyên")]
)
def test_points_beyond_the_most_are_told(client: Client, draft: Assessment, given: tuple[Any, Any], said: str) -> None:
    page = text(client, at("assessed-points", draft), points(draft, *given))
    assert (said in page, f", 1. {draft.scale.criteria.all()[0].text}: xin" in page) == (True, False)  # the list of faults names each field itself
    assert draft.rows.filter(total=None).count() == 2


def test_rows_without_points_are_left_and_half_given_points_are_told(client: Client, draft: Assessment) -> None:
    assert "Đã lưu điểm của 1 trường hợp." in text(client, at("assessed-points", draft), points(draft, 20, ""))
    given = points(draft, 20, "")
    given[next(name for name, value in given.items() if value == "")] = 5
    assert "xin ghi điểm của tất cả các tiêu chuẩn" in text(client, at("assessed-points", draft), given)


def test_points_are_given_a_page_at_a_time(client: Client, draft: Assessment) -> None:
    for number in range(30):
        Assessed.objects.create(assessment=draft, name=f"Hộ {number}", key=str(number), sort_key=f"zz{number:02}")
    response = client.post(at("assessed-points", draft), {"any": "1"})
    assert response["Location"] == f"{at('assessed-points', draft)}?trang=2"


def test_a_household_is_removed_from_a_draft_and_left_out_of_a_posted_list(client: Client, draft: Assessment, world: World) -> None:
    assert "Đã bỏ Lê Thị Bình" in text(client, at("assessed-remove", draft.rows.get(name="Lê Thị Bình")), {})
    posted_assessment(draft, world.people["head"])
    row = draft.rows.get()
    assert at("assessed-strike", row) in text(client, draft.get_absolute_url())
    assert "không sửa được" in text(client, at("assessed-remove", row), {})
    assert "ra khỏi danh sách đề nghị" in text(client, at("assessed-strike", row), {"reason": "Có vi phạm."})
    assert "Chỉ đưa ra được" in text(client, at("assessed-strike", row), {"reason": "Lần nữa."})


def test_forms_of_a_frozen_assessment_say_so(client: Client, draft: Assessment, world: World) -> None:
    posted_assessment(draft, world.people["head"])
    met = {"held_on": "01/11/2025", "held_time": "19:30", "place": "Nhà", "invited": 60, "present": 52, "chair_name": "A", "secretary_name": "B"}
    pages = [
        text(client, at("assessment-meeting", draft), met),
        text(client, at("assessed-add", draft), {"name": "Hộ Mới"}),
        text(client, at("assessed-points", draft), points(draft, 1, 1)),
        text(client, at("assessed-import", draft), {"file": table("Hộ Mới,,,,")}),
    ]
    assert ["nên không sửa được" in page for page in pages] == [True] * 4


def table(*rows: str, head: str = HEAD) -> SimpleUploadedFile:
    return SimpleUploadedFile("ho.csv", "\n".join([head, *rows]).encode())


def uploaded(client: Client, draft: Assessment, *rows: str, head: str = HEAD) -> str:
    """The page that shows an uploaded list before anything comes in."""
    return text(client, at("assessed-import", draft), {"file": table(*rows, head=head)})


def imported(client: Client) -> str:
    """What is said when the list that was uploaded last is imported."""
    return text(client, at("assessed-import-run", AssessmentImport.objects.latest("pk")), {})


def test_households_come_in_from_a_table_with_their_points_once_somebody_has_looked_at_it(client: Client, draft: Assessment) -> None:
    page = uploaded(client, draft, "Phạm Văn Cam,Số 3,30,30,40", "Trần Văn An,,30,20,10", "Lê Thị Bình,,,,")
    assert [f"<dt>{word}</dt><dd>1</dd>" in page for word in ("Mới", "Cập nhật", "Không đổi")] == [True] * 3
    assert "Nhập 2 dòng" in page
    assert draft.rows.count() == 2
    assert "Đã nhập 2 hộ mới hoặc có điểm mới." in imported(client)
    assert {row.name: row.total for row in draft.rows.all()} == {"Phạm Văn Cam": 100, "Trần Văn An": 60, "Lê Thị Bình": None}
    assert "Tệp này đã được nhập rồi." in imported(client)
    assert "Đã nhập danh sách hộ" in text(client, AssessmentImport.objects.get().get_absolute_url())
    uploaded(client, draft, "Trần Văn An,,30,20,10")
    assert "Đã nhập 0 hộ" in imported(client)


def test_a_list_uploaded_again_takes_the_place_of_the_one_before_and_is_forgotten_after_a_day(client: Client, draft: Assessment) -> None:
    uploaded(client, draft, "Hộ Một,,1,1,1")
    assert "Hộ Hai" in uploaded(client, draft, "Hộ Hai,,1,1,1")
    kept = AssessmentImport.objects.get()
    forget_old_lists()
    assert AssessmentImport.objects.count() == 1
    AssessmentImport.objects.filter(pk=kept.pk).update(made_at=kept.made_at - timedelta(days=2))
    forget_old_lists()
    assert AssessmentImport.objects.count() == 0


def test_what_is_read_of_the_file_is_remarked(client: Client, draft: Assessment) -> None:
    assert "Cột lạ" in uploaded(client, draft, "Hộ Một,,1,1,1,x", head=f"{HEAD},Cột lạ")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",Số 3,1,1,1", "Xin ghi ô này."),
        ("Hộ Tốt,,1,1,1", "Trùng với dòng 2"),
        ("Hộ Hai,,31,1,1", "Xin ghi số nguyên từ 0 đến 30."),
        ("Hộ Hai,,1,,1", "Xin ghi số nguyên từ 0 đến 30."),
        (f"{'A' * 201},,1,1,1", "chỉ được tối đa 200"),
    ],
)
def test_a_faulty_row_keeps_the_whole_table_out_and_is_told(client: Client, draft: Assessment, row: str, said: str) -> None:
    page = uploaded(client, draft, "Hộ Tốt,,1,1,1", row)
    assert ("Dòng 3" in page, said in page, "Chưa nhập dòng nào" in imported(client), draft.rows.count()) == (True, True, True, 2)


def test_a_file_that_is_no_table_is_told(client: Client, draft: Assessment) -> None:
    assert "Chưa nhập được tệp này" in text(client, at("assessed-import", draft), {"file": SimpleUploadedFile("a.csv", b"\x00\x01")})


def test_the_sample_can_be_imported_as_it_is(client: Client, draft: Assessment) -> None:
    sample = client.get(at("assessed-sample", draft)).content
    rows = list(read_table(sample, columns_of(draft.scale.criteria.all())).rows)
    assert [row.text("name") for row in rows] == ["Nguyễn Văn Bình"]
    client.post(at("assessed-import", draft), {"file": SimpleUploadedFile("mau.xlsx", sample)})
    imported(client)
    assert draft.rows.get(name="Nguyễn Văn Bình").total == 100


def test_a_groups_own_assessment_lists_no_households(client: Client, world: World) -> None:
    assessment = make_assessment(world.unit, world.people["head"], code=GROUP)
    assert [client.get(at(name, assessment)).status_code for name in ("assessed-add", "assessed-import", "assessed-sample")] == [404] * 3
    assert at("assessed-points", assessment) in text(client, assessment.get_absolute_url())


def test_a_refused_move_and_one_that_is_none(client: Client, draft: Assessment) -> None:
    assert "Còn 2 trường hợp chưa chấm điểm." in text(client, at("assessment-move", draft, "post"), {})
    assert client.post(at("assessment-move", draft, "khac")).status_code == 404


def test_minutes_are_a_pdf_and_what_cannot_be_printed_is_told(client: Client, draft: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get(at("assessment-minutes", draft))["Content-Type"] == "application/pdf"

    def broken(document: object) -> bytes:
        raise BrokenPaper("giấy quá dài.")

    monkeypatch.setattr("awards.views.assessments.pdf_of", broken)
    response = client.get(at("assessment-minutes", draft), follow=True)
    assert "Không in được biên bản: giấy quá dài." in response.content.decode()


def scale_address(world: World, year: int = YEAR, code: str = HOUSEHOLDS) -> str:
    return reverse("scale-edit", args=[world.ward.pk, honour(code).pk, year])


def criteria(*given: tuple[str, Any]) -> dict[str, Any]:
    fields = {f"tieu-chuan-{place}-{name}": value for place, row in enumerate(given) for name, value in zip(("text", "most"), row, strict=True)}
    return {
        "threshold": 50,
        "source": "QĐ 12/2024/QĐ-UBND",
        "is_confirmed": "on",
        "tieu-chuan-TOTAL_FORMS": len(given),
        "tieu-chuan-INITIAL_FORMS": 0,
        **fields,
    }


def test_the_secretary_writes_down_the_provinces_scale(world: World) -> None:
    client = signed_in(world.people["secretary"])
    badge = "? Cần xác nhận"
    assert (badge in text(client, scale_address(world)), Scale.objects.count()) == (True, 0)
    page = text(client, scale_address(world), criteria(("Một", 40), ("Hai", 60), ("", "")))
    scale = Scale.objects.get()
    assert ("Đã lưu thang điểm." in page, scale.is_confirmed, [str(one) for one in scale.criteria.all()]) == (True, True, ["1. Một", "2. Hai"])
    assert badge not in text(client, scale_address(world))


def test_criteria_that_come_without_their_number_are_not_taken_for_none(world: World) -> None:
    page = text(signed_in(world.people["secretary"]), scale_address(world), {"threshold": 50})
    assert ("Trang gửi lên không đủ." in page, "Xin ghi ít nhất một tiêu chuẩn." in page) == (True, False)


@pytest.mark.parametrize(
    ("given", "said"),
    [((("Một", 40),), "thấp hơn số điểm phải đạt"), ((("", ""),), "Xin ghi ít nhất một tiêu chuẩn."), ((("Một", ""),), "Xin ghi mục này.")],
)
def test_a_scale_that_cannot_be_is_told(world: World, given: Any, said: str) -> None:
    assert said in text(signed_in(world.people["secretary"]), scale_address(world), criteria(*given))
    assert Scale.objects.count() == 0


def test_a_scale_in_use_is_only_shown(world: World, draft: Assessment) -> None:
    client = signed_in(world.people["secretary"])
    scored(draft, world.people["head"])
    assert "nên không sửa được nữa" not in text(client, scale_address(world))
    posted_assessment(draft, world.people["head"])
    assert "nên không sửa được nữa" in text(client, scale_address(world))
    assert [client.get(scale_address(world, *other)).status_code for other in ((1999,), (YEAR, "giay-khen"))] == [404, 404]


def test_the_list_counts_rows_and_those_to_be_proposed(world: World, draft: Assessment) -> None:
    scored(draft, world.people["head"], Bình=[1, 1, 1])
    assert "1/2" in text(signed_in(world.people["secretary"]), reverse("assessment-list"))
