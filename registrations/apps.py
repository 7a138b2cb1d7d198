"""The app of registrations."""

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "registrations"
    verbose_name = "Đăng ký thi đua"

    def ready(self) -> None:
        """Register the kinds of background work."""
        from registrations import jobs  # noqa: F401
