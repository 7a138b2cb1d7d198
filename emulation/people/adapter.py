"""How allauth behaves here: nobody signs up alone, and what it says is Vietnamese."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Tài khoản này đã ngừng dùng. Xin hỏi thư ký Hội đồng.",
        "enter_current_password": "Mật khẩu hiện tại chưa đúng.",
        "incorrect_password": "Mật khẩu chưa đúng.",
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng.",
        "invalid_password_reset": "Đường dẫn đặt lại mật khẩu không còn dùng được. Xin yêu cầu đường dẫn mới.",
        "too_many_login_attempts": "Đăng nhập sai quá nhiều lần. Xin đợi vài phút rồi thử lại.",
        "unknown_email": "Không có tài khoản nào dùng địa chỉ này.",
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu chưa đúng.",
        "rate_limited": "Yêu cầu quá nhiều lần. Xin đợi vài phút rồi thử lại.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
