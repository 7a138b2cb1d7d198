"""How long a password must be, said in Vietnamese: Django has no translation of this one sentence."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """At least eight characters."""

    def get_error_message(self) -> str:
        return f"Mật khẩu quá ngắn, cần ít nhất {self.min_length} ký tự."
