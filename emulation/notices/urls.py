"""Pages under /thong-bao/."""

from django.urls import path

from emulation.notices import views

urlpatterns = [
    path("", views.notice_list, name="notice-list"),
    path("doc-het/", views.notice_read_all, name="notice-read-all"),
    path("<int:notice_pk>/", views.notice_open, name="notice-open"),
]
