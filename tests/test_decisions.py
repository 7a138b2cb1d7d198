"""Decisions of commendation: drawn up, submitted, decided, signed, issued with their paper."""

from awards.decision_jobs import start_for
from awards.models import Award
from emulation.issuing.approval import printed
from emulation.jobs.running import run
from tests.deciding import issued, ready
from tests.world import World


def test_the_whole_way(world: World) -> None:
    decision = issued(world, *ready(world))
    assert decision.state == "issued"
    open("/tmp/qd.pdf", "wb").write(printed(decision.paper))
    open("/tmp/ttr.pdf", "wb").write(printed(decision.submission))
    print([(a.state, a.book_line, a.prize, a.prize_basis, a.nomination.state) for a in Award.objects.all()])
    for kind in ("make-certificates", "overprint-certificates", "print-payments"):
        job = start_for(decision, kind, owner=world.people["secretary"])
        run(job.pk)
        job.refresh_from_db()
        assert job.outcome == "done", job.error
        open(f"/tmp/{kind}.pdf", "wb").write(job.file.read())
