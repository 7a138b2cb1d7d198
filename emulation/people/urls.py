"""Pages under /dang-nhap/: allauth's views that this site uses, at Vietnamese paths, under the names that allauth asks for."""

from allauth.account import views
from django.urls import path, re_path

from emulation.people.views.codes import code_use

urlpatterns = [
    path("", views.login, name="account_login"),
    path("lap-tai-khoan/", views.signup, name="account_signup"),  # closed: says so, and allauth's mails need its address
    path("dang-xuat/", views.logout, name="account_logout"),
    path("ma/", code_use, name="one-time-code"),
    path("doi-mat-khau/", views.password_change, name="account_change_password"),
    path("quen-mat-khau/", views.password_reset, name="account_reset_password"),
    path("quen-mat-khau/da-gui/", views.password_reset_done, name="account_reset_password_done"),
    path("quen-mat-khau/xong/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(r"^quen-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", views.password_reset_from_key, name="account_reset_password_from_key"),
    path("xac-nhan-lai/", views.reauthenticate, name="account_reauthenticate"),
    path("ngung-dung/", views.account_inactive, name="account_inactive"),
]
