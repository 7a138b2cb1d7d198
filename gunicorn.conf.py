"""What gunicorn reads when it starts here: it must not kill a worker whose thread still waits for a paper, however long that may take."""

import os

timeout = 4 * int(os.environ.get("PAPER_SECONDS", "45")) + 15  # `PATIENCE` of emulation/papers/processes.py
