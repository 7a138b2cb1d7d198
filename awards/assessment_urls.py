"""Pages under /khen-thuong/binh-xet/."""

from django.urls import path

from awards.views import assessed, assessed_import, assessments

urlpatterns = [
    path("", assessments.assessment_list, name="assessment-list"),
    path("<int:unit_pk>/mo/", assessments.assessment_add, name="assessment-add"),
    path("<int:unit_pk>/thang-diem/<int:honour_pk>/<int:scale_year>/", assessed.scale_edit, name="scale-edit"),
    path("<int:assessment_pk>/", assessments.assessment_detail, name="assessment-detail"),
    path("<int:assessment_pk>/cuoc-hop/", assessments.assessment_meeting, name="assessment-meeting"),
    path("<int:assessment_pk>/bien-ban/", assessments.assessment_minutes_pdf, name="assessment-minutes"),
    path("<int:assessment_pk>/viec/<slug:assessment_move>/", assessments.assessment_move, name="assessment-move"),
    path("<int:assessment_pk>/them-ho/", assessed.assessed_add, name="assessed-add"),
    path("<int:assessment_pk>/nhap-tu-tep/", assessed_import.assessed_import, name="assessed-import"),
    path("tep/<int:assessment_import_pk>/", assessed_import.assessed_import_preview, name="assessed-import-preview"),
    path("tep/<int:assessment_import_pk>/nhap/", assessed_import.assessed_import_run, name="assessed-import-run"),
    path("<int:assessment_pk>/mau.xlsx", assessed_import.assessed_sample, name="assessed-sample"),
    path("<int:assessment_pk>/diem/", assessed.assessed_points, name="assessed-points"),
    path("ho/<int:assessed_pk>/bo/", assessed.assessed_remove, name="assessed-remove"),
    path("ho/<int:assessed_pk>/dua-ra/", assessed.assessed_strike, name="assessed-strike"),
]
