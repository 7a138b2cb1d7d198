"""A short journey in Firefox, which Playwright cannot drive as Debian ships it."""

import json
import subprocess
from typing import Any

import pytest

from registrations.models import Registration, TargetAnswer
from tests.needs import NPM, firefox, from_npm, node
from tests.world import PASSWORD, World, launch, make_campaign

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_a_head_fills_in_a_step_in_firefox(live_server: Any, world: World) -> None:
    campaign = launch(make_campaign(world.ward, invited=[world.unit]), world.people["secretary"])
    from_npm("puppeteer-core/package.json")
    command = [node(), str(NPM / "firefox.mjs"), firefox(), live_server.url, "to-truong-1", PASSWORD]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {"step": "Bước 1/4: Các chỉ tiêu", "next": "Bước 2/4: Mức phấn đấu", "fits": True, "complaints": []}
    (target,) = TargetAnswer.objects.filter(registration=Registration.objects.get(campaign=campaign))
    assert (target.name, float(target.value or 0), target.unit) == ("Thu quỹ Đền ơn đáp nghĩa", 12.5, "triệu đồng")
