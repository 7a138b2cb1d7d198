"""Pages under /khen-thuong/de-nghi/."""

from django.urls import path

from awards.views import nominations as views

urlpatterns = [
    path("<int:nomination_pk>/", views.nomination_detail, name="nomination-detail"),
]
