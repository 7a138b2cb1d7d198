"""Names the system libraries that WeasyPrint needs and this machine lacks; fails when there are any. Standard library only."""

import ctypes
import ctypes.util
import sys

NEEDED = {
    "gobject-2.0": "libgobject-2.0.so.0",
    "pango-1.0": "libpango-1.0.so.0",
    "pangoft2-1.0": "libpangoft2-1.0.so.0",
    "fontconfig": "libfontconfig.so.1",
    "harfbuzz": "libharfbuzz.so.0",
    "harfbuzz-subset": "libharfbuzz-subset.so.0",
}


def loads(stem: str, shared_object: str) -> bool:
    """Whether the dynamic linker finds the library, by its Linux name or by this system's."""
    for name in (shared_object, ctypes.util.find_library(stem)):
        try:
            if name and ctypes.CDLL(name):
                return True
        except OSError:
            continue
    return False


missing = [stem for stem, shared_object in NEEDED.items() if not loads(stem, shared_object)]
print(", ".join(missing))
sys.exit(bool(missing))
