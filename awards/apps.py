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
        """Load the catalogue after migrations, follow the papers that are issued and revoked, register background work, tell the first page what waits,
        and add a chapter to the demonstration."""
        from awards import decision_jobs, posting_lists, statistics_jobs  # noqa: F401  # jobs register themselves
        from awards.demonstration import loading as demonstration
        from awards.following import issue_with_paper, refuse_early_date, revoke_with_paper, warn_of_order, warn_of_revoking
        from awards.waiting import FINDERS
        from emulation.issuing import followers
        from registrations import waiting
        from registrations.demonstration import chapters

        post_migrate.connect(load_shipped, sender=self)
        followers.register(issue_with_paper)
        followers.register_dating(refuse_early_date)
        followers.register_caution(warn_of_order)
        followers.register_ending(followers.Ending(revoke_with_paper, warn_of_revoking))
        for finder in FINDERS:
            waiting.register(finder)
        chapters.register(demonstration.load, demonstration.finish)
