"""Numbers in words, as papers write an amount of money: "một triệu năm trăm hai mươi nghìn"."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", " nghìn", " triệu", " tỷ")
LARGEST = 10**12 - 1


def spelt(number: int) -> str:
    """The whole number in words. Raises ValueError beyond hundreds of milliards or below nothing."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not spelt here")
    if number == 0:
        return DIGITS[0]
    words: list[str] = []
    for place in reversed(range(len(SCALES))):
        if part := number // 1000**place % 1000:
            words.append(_of_three(part, is_first=not words) + SCALES[place])
    return " ".join(words)


def _of_three(part: int, *, is_first: bool) -> str:
    """Up to three digits; after others the hundreds are said even where there are none."""
    hundreds, rest = divmod(part, 100)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or not is_first else []
    if rest:
        words.append(_of_two(rest, after=bool(words)))
    return " ".join(words)


def _of_two(rest: int, *, after: bool) -> str:
    tens, ones = divmod(rest, 10)
    if tens == 0:
        return f"linh {DIGITS[ones]}" if after else DIGITS[ones]
    last = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{'mười' if tens == 1 else f'{DIGITS[tens]} mươi'} {last}".strip()
