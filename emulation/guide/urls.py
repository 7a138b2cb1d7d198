"""Pages under /tro-giup/."""

from django.urls import path

from emulation.guide import views

urlpatterns = [
    path("", views.guide_list, name="guide-list"),
    path("<slug:guide>/", views.guide, name="guide"),
]
