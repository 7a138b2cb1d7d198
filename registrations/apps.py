"""The app of registrations."""

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "registrations"
    verbose_name = "Đăng ký thi đua"

    def ready(self) -> None:
        """Register the kinds of background work, and how what was sent in is verified and exported."""
        from emulation.issuing.providers import register
        from registrations import jobs, kept  # noqa: F401  # jobs register themselves

        register(kept.find, kept.each)
