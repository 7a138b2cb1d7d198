"""Pages under /viec/."""

from django.urls import path

from emulation.jobs import views

urlpatterns = [
    path("", views.job_list, name="job-list"),
    path("<int:job_pk>/", views.job_detail, name="job-detail"),
    path("<int:job_pk>/dung/", views.job_cancel, name="job-cancel"),
    path("<int:job_pk>/tep/", views.job_file, name="job-file"),
]
