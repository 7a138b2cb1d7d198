"""Pages under /danh-muc/."""

from django.urls import path

from awards.views import catalogue as views

urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("them/", views.honour_add, name="honour-add"),
    path("<int:honour_pk>/", views.honour_detail, name="honour-detail"),
    path("<int:honour_pk>/sua/", views.honour_edit, name="honour-edit"),
    path("<int:honour_pk>/thoi-dung/", views.honour_retire, name="honour-retire"),
    path("<int:honour_pk>/tham-quyen/them/", views.authority_add, name="honour-authority-add"),
    path("<int:honour_pk>/he-so/them/", views.rate_add, name="honour-rate-add"),
    path("tham-quyen/<int:authority_pk>/", views.authority_edit, name="honour-authority-edit"),
    path("he-so/<int:rate_pk>/", views.rate_edit, name="honour-rate-edit"),
    path("luong-co-so/", views.salary_list, name="catalogue-salaries"),
    path("luong-co-so/them/", views.salary_add, name="catalogue-salary-add"),
    path("luong-co-so/<int:salary_pk>/", views.salary_edit, name="catalogue-salary-edit"),
]
