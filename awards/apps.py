"""The app of awards; after each migration the shipped catalogue is loaded, and what an administrator amended stays."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.db.models.signals import post_migrate


def load_shipped(apps: Any = all_apps, **kwargs: Any) -> None:
    from awards.loading import load_catalogue  # models are not ready when this module is read

    if "honour" in apps.all_models["awards"]:  # not where this app's own tables were just taken away
        load_catalogue()


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        """Load the catalogue after migrations, follow the papers that are issued, register background work, and tell the first page what waits."""
        from awards import decision_jobs  # noqa: F401  # jobs register themselves
        from awards.decision_workflow import issue_with_paper
        from awards.waiting import ballots_for
        from emulation.issuing import followers
        from registrations import waiting

        post_migrate.connect(load_shipped, sender=self)
        followers.register(issue_with_paper)
        waiting.register(ballots_for)
