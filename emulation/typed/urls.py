"""Pages under /dang-go/."""

from django.urls import path

from emulation.typed import views

urlpatterns = [
    path("", views.typed_keep, name="typed-keep"),
    path("bo/", views.typed_drop, name="typed-drop"),
    path("ban-giu/", views.typed_list, name="typed-list"),
    path("ban-giu/<int:typed_pk>/bo/", views.typed_remove, name="typed-remove"),
    path("ban-giu/<int:typed_pk>/lay-lai/", views.typed_restore, name="typed-restore"),
]
