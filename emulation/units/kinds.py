"""The kinds of unit, and the words that forms and papers use for each."""

from dataclasses import dataclass

from django.db import models


class Kind(models.TextChoices):
    PROVINCE = "province", "Tỉnh, thành phố"
    DISTRICT = "district", "Huyện, quận, thị xã, thành phố thuộc tỉnh (trước 01/7/2025)"
    RURAL_COMMUNE = "rural-commune", "Xã"
    WARD = "ward", "Phường"
    SPECIAL_ZONE = "special-zone", "Đặc khu"
    TOWNSHIP = "township", "Thị trấn (trước 01/7/2025)"
    TDP = "tdp", "Tổ dân phố"
    THON = "thon", "Thôn"
    BAN = "ban", "Bản"
    AP = "ap", "Ấp"
    KHOM = "khom", "Khóm"
    KHU_PHO = "khu-pho", "Khu phố"
    AGENCY = "agency", "Cơ quan, đơn vị"
    SCHOOL = "school", "Trường học"
    HEALTH_STATION = "health-station", "Trạm y tế"
    MASS_ORGANISATION = "mass-organisation", "Mặt trận Tổ quốc, đoàn thể"
    ENTERPRISE = "enterprise", "Doanh nghiệp, hợp tác xã"


COMMUNES = frozenset({Kind.RURAL_COMMUNE, Kind.WARD, Kind.SPECIAL_ZONE, Kind.TOWNSHIP})
RESIDENTIAL = frozenset({Kind.TDP, Kind.THON, Kind.BAN, Kind.AP, Kind.KHOM, Kind.KHU_PHO})
ORGANISATIONS = frozenset({Kind.AGENCY, Kind.SCHOOL, Kind.HEALTH_STATION, Kind.MASS_ORGANISATION, Kind.ENTERPRISE})

ALLOWED_BELOW: dict[Kind | None, frozenset[Kind]] = {
    None: frozenset({Kind.PROVINCE}) | COMMUNES,
    Kind.PROVINCE: frozenset({Kind.DISTRICT}) | COMMUNES | ORGANISATIONS,
    Kind.DISTRICT: COMMUNES | ORGANISATIONS,
    **{kind: RESIDENTIAL | ORGANISATIONS for kind in COMMUNES},
    **{kind: ORGANISATIONS for kind in RESIDENTIAL | ORGANISATIONS},
}


@dataclass(frozen=True)
class Words:
    """How a kind is written: `word` in a sentence, `short` before a name, `head` the usual title of who leads it."""

    word: str
    short: str
    head: str


WORDS = {
    Kind.PROVINCE: Words("tỉnh", "tỉnh", "Chủ tịch"),
    Kind.DISTRICT: Words("huyện", "huyện", "Chủ tịch"),
    Kind.RURAL_COMMUNE: Words("xã", "xã", "Chủ tịch"),
    Kind.WARD: Words("phường", "phường", "Chủ tịch"),
    Kind.SPECIAL_ZONE: Words("đặc khu", "đặc khu", "Chủ tịch"),
    Kind.TOWNSHIP: Words("thị trấn", "thị trấn", "Chủ tịch"),
    Kind.TDP: Words("tổ dân phố", "TDP", "Tổ trưởng"),
    Kind.THON: Words("thôn", "thôn", "Trưởng thôn"),
    Kind.BAN: Words("bản", "bản", "Trưởng bản"),
    Kind.AP: Words("ấp", "ấp", "Trưởng ấp"),
    Kind.KHOM: Words("khóm", "khóm", "Trưởng khóm"),
    Kind.KHU_PHO: Words("khu phố", "khu phố", "Trưởng khu phố"),
    Kind.AGENCY: Words("cơ quan, đơn vị", "cơ quan", "Thủ trưởng"),
    Kind.SCHOOL: Words("nhà trường", "trường", "Hiệu trưởng"),
    Kind.HEALTH_STATION: Words("trạm y tế", "trạm", "Trưởng trạm"),
    Kind.MASS_ORGANISATION: Words("tổ chức", "tổ chức", "Chủ tịch"),
    Kind.ENTERPRISE: Words("doanh nghiệp", "doanh nghiệp", "Giám đốc"),
}
