"""One paragraph, heading or table of a draft, in its place."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from emulation.drafting.models.draft import Draft
from emulation.papers.document import Level
from emulation.vietnamese.fields import VietnameseCharField, VietnameseTextField

MOST_COLUMNS = 12
MOST_ROWS = 3000
ANNEX = "annex"


class PassageLevel(models.TextChoices):
    """The levels of a document in its order of depth, and what begins an annex."""

    PART = Level.PART.value, "Phần I"
    CHAPTER = Level.CHAPTER.value, "Chương I"
    SECTION = Level.SECTION.value, "Mục I, II, III"
    CLAUSE = Level.CLAUSE.value, "Khoản 1, 2, 3"
    SUBCLAUSE = Level.SUBCLAUSE.value, "Khoản 1.1, 1.2"
    POINT = Level.POINT.value, "Điểm a, b, c"
    DASH = Level.DASH.value, "Gạch đầu dòng “-”"
    PLUS = Level.PLUS.value, "Dấu “+”"
    ARTICLE = Level.ARTICLE.value, "Điều 1, 2, 3"
    TEXT = Level.TEXT.value, "Đoạn văn không đánh số"
    NOTE = Level.NOTE.value, "Ghi chú, chữ nghiêng"
    TABLE = Level.TABLE.value, "Bảng, danh sách"
    ANNEX = ANNEX, "Phụ lục"


HEADABLE = (PassageLevel.CLAUSE, PassageLevel.SUBCLAUSE, PassageLevel.POINT)


def cells_of(text: str) -> list[list[str]]:
    """The rows of a table written a line each with "|" between cells, or also around them; all made as long as the first."""
    rows = [[" ".join(cell.split()) for cell in _unframed(line.strip()).split("|")] for line in text.splitlines() if line.strip()]
    width = len(rows[0]) if rows else 0
    return [row + [""] * (width - len(row)) for row in rows]


def _unframed(line: str) -> str:
    """The line without the bars around it; a bar on one side alone stands beside an empty cell."""
    return line[1:-1] if len(line) > 1 and line[0] == line[-1] == "|" else line


def written_cells(rows: Iterable[Iterable[str]]) -> str:
    """The rows as `cells_of` reads them, framed where a cell at an end is empty; a "|" within a cell becomes a stroke that is none."""
    return "\n".join(_written(tuple(cell.replace("|", "/") for cell in row)) for row in rows)


def _written(row: tuple[str, ...]) -> str:
    line = " | ".join(row)
    return line if row and row[0].strip() and row[-1].strip() else f"| {line} |"


def a_table(text: str) -> None:
    """Raises ValidationError unless the text is a table that a page can hold."""
    rows = cells_of(text)
    if rows and len(rows[0]) > MOST_COLUMNS:
        raise ValidationError(f"Bảng có {len(rows[0])} cột; mỗi trang chỉ in được tối đa {MOST_COLUMNS} cột.")
    if len(rows) > MOST_ROWS + 1:
        raise ValidationError(f"Bảng có {len(rows) - 1} dòng; mỗi bảng chỉ ghi tối đa {MOST_ROWS} dòng. Xin chia thành nhiều bảng.")
    if wrong := next((place for place, row in enumerate(rows, start=1) if len(row) > len(rows[0])), None):
        raise ValidationError(f"Dòng {wrong} có {len(rows[wrong - 1])} ô, nhiều hơn {len(rows[0])} cột của dòng đầu. Xin xem lại dấu “|”.")


class Passage(models.Model):
    """`cells` holds a table, see `cells_of`; its first row are the heads. `target_field` prints the campaign's targets of that field after the text.

    An "annex" begins an annex: `text` is its title, what follows belongs to it, `is_landscape` lays its pages on their side.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField("Thứ tự", default=0)
    level = models.CharField("Kiểu đoạn", max_length=10, choices=PassageLevel.choices, default=PassageLevel.TEXT)
    text = VietnameseTextField("Nội dung", max_length=20_000, blank=True)
    number = VietnameseCharField("Số ghi riêng", max_length=20, blank=True)
    is_heading = models.BooleanField("Là đề mục, in đậm", default=False)
    is_landscape = models.BooleanField("Trang nằm ngang", default=False)
    cells = VietnameseTextField("Các dòng của bảng", max_length=400_000, blank=True, validators=[a_table])
    target_field = VietnameseCharField("In chỉ tiêu của lĩnh vực", max_length=200, blank=True)

    class Meta:
        verbose_name = "đoạn văn bản"
        verbose_name_plural = "đoạn văn bản"
        ordering = ["draft", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="", cells="", target_field=""),
                name="passage_says_something",
                violation_error_message="Đoạn này chưa có nội dung.",
            ),
            models.CheckConstraint(
                condition=Q(level=PassageLevel.TABLE) & ~Q(cells="") | ~Q(level=PassageLevel.TABLE) & Q(cells=""),
                name="passage_has_cells_exactly_as_a_table",
                violation_error_message="Bảng phải có ít nhất một dòng.",
            ),
            models.CheckConstraint(condition=Q(is_heading=False) | Q(level__in=HEADABLE), name="passage_is_heading_only_where_one_may_be"),
        ]
        indexes = [models.Index(fields=["draft", "position"], name="passages_in_order")]

    def __str__(self) -> str:
        return self.text or self.get_level_display()
