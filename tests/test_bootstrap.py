"""static/bootstrap.min.css is what .ci/npm/trim-bootstrap.mjs leaves of Bootstrap's sheet."""

import subprocess
from pathlib import Path

from django.conf import settings

from tests.needs import NPM, from_npm, node

OURS = Path(settings.BASE_DIR) / "static/bootstrap.min.css"


def test_the_sheet_is_what_the_script_makes() -> None:
    from_npm("purgecss/package.json")
    made = subprocess.run([node(), str(NPM / "trim-bootstrap.mjs")], capture_output=True, text=True, check=True).stdout
    assert OURS.read_text(encoding="utf-8") == made, "Run: node .ci/npm/trim-bootstrap.mjs >static/bootstrap.min.css"
