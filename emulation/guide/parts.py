"""Which part of which guide helps on which page: one table, read from a guide's parts to the pages that they are about."""

from collections.abc import Collection, Iterator

from django.urls import reverse

from emulation.guide.rendering import address
from emulation.people.access import holds
from emulation.people.models import Role, User

# Of the pages that a part names, "*" at the end stands for all that begin so; the longest name that fits a page counts.
PARTS = {
    "chung": {
        "dang-nhap": "account_login account_signup account_inactive",
        "dang-nhap-lan-dau-bang-ma-mot-lan": "one-time-code",
        "quen-mat-khau": "account_reset_password*",
        "doi-mat-khau-dang-xuat": "account_*",
        "thong-bao": "notice-list",
        "noi-dung-go-do": "typed-*",
        "tim-kiem": "search",
        "cac-viec-da-yeu-cau": "job-*",
        "khi-co-truc-trac": "health robots sitemap*",
    },
    "don-vi": {
        "mot-nam-cua-don-vi": "home",
        "xem-phong-trao": "campaign-*",
        "dang-ky-thi-dua": "registration-step",
        "xem-lai-va-gui": "registration-review",
        "sau-khi-gui": "registration-*",
        "bao-cao-ket-qua-chi-tieu": "registration-results",
        "lam-tren-giay": "registration-blank* registration-scan",
        "phat-dong-tai-don-vi": "campaign-local-drive*",
        "cum-thi-dua": "campaign-cluster*",
        "binh-xet-tai-thon-to-dan-pho": "assess*",
        "lap-de-nghi-khen-thuong": "nomination-*",
        "nhap-danh-sach-de-nghi-tu-excel": "nomination-import*",
        "cong-khai-lay-y-kien": "posting-* comment-*",
        "xem-ket-qua-khen-thuong": "award-*",
    },
    "thu-ky": {
        "viec-cho-thu-ky": "home",
        "don-vi-va-tai-khoan": "unit-*",
        "nhap-don-vi-nguoi-giu-nhiem-vu-tu-tep": "unit-import* unit-export",
        "in-phieu-cap-ma": "unit-slips",
        "ban-giao-nhiem-vu": "unit-term-hand-over",
        "doi-ten-sap-nhap-chia-tach": "unit-change",
        "mau-dang-ky": "sheet-*",
        "mo-phong-trao-moi": "campaign-list campaign-add campaign-edit campaign-part campaign-units campaign-sheets campaign-document-add",
        "phat-dong-gia-han-ket-thuc": "campaign-*",
        "ban-ke-hoach-so-ke-hoach": "campaign-number campaign-plan-scan*",
        "phat-dong-tai-don-vi": "campaign-local-drive*",
        "cum-thi-dua": "campaign-cluster*",
        "theo-doi-dang-ky-va-nhac": "campaign-registrations registration-list",
        "tiep-nhan-tra-lai-dang-ky": "registration-*",
        "nhap-dang-ky-tu-ban-giay": "registration-paper registration-step registration-review registration-blank* registration-scan",
        "cho-don-vi-gui-muon": "registration-late-permit",
        "bang-tong-hop": "campaign-summary*",
        "binh-xet-va-thang-diem": "assess* scale-edit",
        "de-nghi-khen-thuong": "nomination-*",
        "tham-dinh": "nomination-appraise",
        "so-luong-co-cau": "nomination-structure*",
        "cong-khai-lay-y-kien": "posting-*",
        "ghi-va-tra-loi-y-kien": "comment-*",
        "thanh-phan-hoi-dong": "council-*",
        "chuan-bi-cuoc-hop": "meeting-*",
        "bo-phieu-kiem-phieu": "ballot-*",
        "bien-ban-hop": "meeting-minutes meeting-notes",
        "lap-quyet-dinh-khen-thuong": "decision-* award-deciding award-edit",
        "giay-khen": "decision-certificates",
        "tien-thuong": "decision-payments*",
        "tra-cuu-khen-thuong": "award-*",
        "thong-ke": "award-statistics*",
        "danh-muc-danh-hieu-tien-thuong": "catalogue* honour-*",
        "soan-van-ban": "draft-*",
        "thu-vien-can-cu-noi-nhan": "draft-document* draft-group*",
        "cap-so-phat-hanh-van-ban": "paper-*",
        "ky-so-ban-quet": "paper-signed paper-scanned paper-copy",
        "so-van-ban-cach-lay-so": "paper-register* paper-series*",
        "dau-va-chu-ky": "paper-mark*",
    },
    "chu-tich": {
        "viec-cho-chu-tich": "home",
        "duyet-van-ban": "draft-*",
        "theo-doi-phong-trao": "campaign-* registration-*",
        "cho-don-vi-gui-muon": "registration-late-permit",
        "de-nghi-xin-ngoai-le": "nomination-detail",
        "hop-hoi-dong": "meeting-* ballot-* council-*",
        "duyet-bien-ban": "meeting-minutes",
        "xem-xet-ky-quyet-dinh": "decision-* award-deciding",
        "rut-thu-hoi-huy-bo": "paper-*",
        "ky-so-van-ban": "paper-signed paper-scanned paper-copy",
        "xem-so-lieu": "nomination-* assess* posting-* award-* catalogue* honour-* unit-* paper-register* decision-payments*",
    },
    "hoi-dong": {
        "viec-cua-thanh-vien-hoi-dong": "home",
        "xem-cuoc-hop": "meeting-* council-*",
        "bo-phieu": "ballot-vote",
        "khong-tham-gia-bieu-quyet": "ballot-*",
        "xem-de-nghi-khen-thuong": "nomination-* assess* posting-*",
        "xem-ket-qua-bien-ban": "meeting-minutes",
        "xem-phong-trao-dang-ky": "campaign-* registration-*",
        "xem-van-ban-quyet-dinh": "paper-* draft-* decision-* award-* catalogue* honour-*",
        "xem-don-vi": "unit-*",
    },
    "cap-tren-quan-tri": {
        "cap-tren-xem-duoc-gi": "home campaign-* registration-* nomination-* assess* posting-* meeting-* ballot-* decision-* award-* draft-* paper-*",
        "nhung-buoc-dau-tien": "first-steps",
        "don-vi-va-tai-khoan": "unit-* council-* sheet-* paper-mark* paper-series*",
        "danh-muc-danh-hieu-tien-thuong": "catalogue* honour-*",
    },
    "cong-khai": {
        "xem-trang-cong-khai": "public-*",
        "gui-y-kien-ve-danh-sach": "public-posting* public-comment",
        "xac-minh-van-ban-giay-khen": "verification*",
    },
}

READERS = {  # whoever has several roles finds on a page the part that is most about it, and of several the one in this order
    "don-vi": (Role.HEAD,),
    "thu-ky": (Role.SECRETARY,),
    "chu-tich": (Role.CHAIR,),
    "hoi-dong": (Role.COUNCIL,),
    "cap-tren-quan-tri": (Role.SUPERIOR, Role.ADMINISTRATOR),
}
FOR_ALL = ("chung", "cong-khai")


def part_for(page: str, user: User | None) -> str:
    """The address of the part that helps this person on the page of that name; of all guides where there is none."""
    own = [guide for guide, roles in READERS.items() if user and holds(user, *roles)]
    found = best([*own, *FOR_ALL], page) or best(PARTS, page)
    return address(*found) if found else reverse("guide-list")


def best(guides: Collection[str], page: str) -> tuple[str, str] | None:
    """(guide, part) whose name of the page is the longest."""
    return max(_fitting(guides, page), key=lambda one: one[0], default=(0, None))[1]


def _fitting(guides: Collection[str], page: str) -> Iterator[tuple[int, tuple[str, str]]]:
    for guide in guides:
        for part, names in PARTS[guide].items():
            for name in names.split():
                if page == name or (name.endswith("*") and page.startswith(name[:-1])):
                    yield len(name), (guide, part)
