"""Vietnamese order and search, the same on every database: keys that are stored beside the text."""

import re
import unicodedata

LETTERS = {letter: f"{place:02}" for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền, hỏi, ngã, sắc, nặng
LETTER_MARKS = {"\u0306", "\u0302", "\u031b"}  # ă, â ê ô, ơ ư


def sort_key(text: str) -> str:
    """An ASCII key that sorts as a Vietnamese dictionary does: by letter (a < ă < â < b … d < đ), then by tone; numbers by value.

    >>> sorted(["TDP 10", "TDP 9", "Đình", "Dũng"], key=sort_key)
    ['Dũng', 'Đình', 'TDP 9', 'TDP 10']
    """
    letters, tones = [], []
    for word in re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFC", text).lower()):
        if word.isdecimal():
            letters.append(f"0{len(word):02}{word}")
        else:
            keyed = [_letter(character) for character in word]
            letters.append("".join(letter for letter, _ in keyed))
            tones.append("".join(tone for _, tone in keyed))
    return f"{' '.join(letters)} {' '.join(tones)}"[:400]


def name_key(full_name: str) -> str:
    """The sort key of a person's name: lists of people go by the given name, which is written last."""
    rest, _, given = full_name.strip().rpartition(" ")
    return sort_key(f"{given} {rest}")


def _letter(character: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", character)
    base = unicodedata.normalize("NFC", marks[0] + "".join(mark for mark in marks[1:] if mark in LETTER_MARKS))
    tone = next((TONES[mark] for mark in marks if mark in TONES), "0")
    return f"a{LETTERS.get(base, LETTERS.get(marks[0], '99'))}", tone


def search_key(text: str) -> str:
    """The text in lower case without diacritics, so that "hoa" finds both "Hòa" and "Hoà", and "duong" finds "Dương"."""
    return long_key(text)[:400]


def long_key(text: str) -> str:
    """The same of a long text, in which one searches to its end."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).split())


def words_of(text: str) -> list[str]:
    """The words of a search as keys hold them, each to be found wherever it stands: "nhung mac" finds "Mạc Thị Nhung"."""
    return search_key(text).split()
