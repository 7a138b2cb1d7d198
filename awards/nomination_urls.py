"""Pages under /khen-thuong/de-nghi/."""

from django.urls import path

from awards.views import nominating, nominations, structure
from awards.views import nomination_import as importing

urlpatterns = [
    path("", nominations.nomination_list, name="nomination-list"),
    path("gui-het/", nominations.nomination_send_all, name="nomination-send-all"),
    path("them/", nominating.nomination_add, name="nomination-add"),
    path("ban-giay/", nominating.nomination_add_paper, name="nomination-add-paper"),
    path("nhap-tu-tep/", importing.nomination_import, name="nomination-import"),
    path("nhap-tu-tep/ban-giay/", importing.nomination_import_paper, name="nomination-import-paper"),
    path("nhap-tu-tep/mau.<slug:file_format>", importing.nomination_import_sample, name="nomination-import-sample"),
    path("nhap-tu-tep/<int:nomination_import_pk>/", importing.nomination_import_preview, name="nomination-import-preview"),
    path("nhap-tu-tep/<int:nomination_import_pk>/nhap/", importing.nomination_import_run, name="nomination-import-run"),
    path("nhap-tu-tep/<int:nomination_import_pk>/bo/", importing.nomination_import_discard, name="nomination-import-discard"),
    path("co-cau/nam/<int:nomination_year>/", structure.nomination_structure_year, name="nomination-structure-year"),
    path("co-cau/<int:campaign_pk>/", structure.nomination_structure, name="nomination-structure"),
    path("<int:nomination_pk>/", nominations.nomination_detail, name="nomination-detail"),
    path("<int:nomination_pk>/sua/", nominating.nomination_edit, name="nomination-edit"),
    path("<int:nomination_pk>/bo/", nominating.nomination_discard, name="nomination-discard"),
    path("<int:nomination_pk>/tham-dinh/", nominating.nomination_appraise, name="nomination-appraise"),
    path("<int:nomination_pk>/chuyen/<slug:nomination_move>/", nominations.nomination_move, name="nomination-move"),
    path("<int:nomination_pk>/tep/them/", nominating.nomination_evidence_add, name="nomination-evidence-add"),
    path("<int:nomination_pk>/tep/<int:evidence_pk>/", nominations.nomination_evidence, name="nomination-evidence"),
    path("<int:nomination_pk>/tep/<int:evidence_pk>/bo/", nominating.nomination_evidence_remove, name="nomination-evidence-remove"),
]
