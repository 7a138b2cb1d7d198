"""The app of registrations."""

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "registrations"
    verbose_name = "Đăng ký thi đua"

    def ready(self) -> None:
        """Register the kinds of background work, how what was sent in is verified and exported, and what waits on the first page."""
        from emulation.issuing.providers import register
        from registrations import jobs, kept, waiting  # noqa: F401  # jobs register themselves
        from registrations.late_requests import requests_for

        register(kept.find, kept.each)
        waiting.register(requests_for)
