"""The cells of a copied table in rows of one length: a merged cell says its text once and leaves the places that it covers empty."""

MOST_ACROSS, MOST_DOWN = 20, 200  # that one cell may cover


class Grid:
    """A table as it is read, cell after cell."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.said: list[str] = []  # the paragraphs of the cell that is being read
        self.place: int | None = None  # where it stands in the last row; None before the first cell of a row
        self.covered: dict[int, int] = {}  # by place in a row, how many further rows a cell above covers

    def begin_row(self) -> None:
        self.end_row()
        self.rows.append([])

    def begin_cell(self, across: str, down: str) -> None:
        """The next cell, with its colspan and rowspan as the HTML says them."""
        self.end_cell()
        if not self.rows:
            self.rows.append([])
        self._leave_covered()
        self.place, row = len(self.rows[-1]), self.rows[-1]
        width, height = _within(across, MOST_ACROSS), _within(down, MOST_DOWN)
        row += [""] * width
        if height > 1:
            self.covered |= dict.fromkeys(range(self.place, self.place + width), height - 1)

    def say(self, text: str) -> bool:
        """Put a paragraph into the cell; False when there is no cell to put it in."""
        if self.place is None:
            return False
        self.said.append(text)
        return True

    def end_cell(self) -> None:
        if self.place is not None:
            self.rows[-1][self.place] = "\n".join(self.said)
        self.said, self.place = [], None

    def end_row(self) -> None:
        self.end_cell()
        if self.rows:
            self._leave_covered()

    def whole(self) -> list[tuple[str, ...]]:
        """The rows that say something, equally long."""
        self.end_row()
        width = max(map(len, self.rows), default=0)
        return [tuple(row + [""] * (width - len(row))) for row in self.rows if any(row)]

    def _leave_covered(self) -> None:
        """Leave the places empty that cells above cover, up to the first free one."""
        row = self.rows[-1]
        while self.covered.get(len(row), 0):
            self.covered[len(row)] -= 1
            row.append("")


def _within(number: str, most: int) -> int:
    return min(max(int(number), 1), most) if number.isascii() and number.isdecimal() and len(number) < 6 else 1
