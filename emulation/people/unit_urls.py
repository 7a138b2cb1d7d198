"""Pages under /don-vi/."""

from django.urls import path

from emulation.people.views import bulk, codes, units

urlpatterns = [
    path("", units.unit_list, name="unit-list"),
    path("<int:unit_pk>/", units.unit_detail, name="unit-detail"),
    path("<int:unit_pk>/sua/", units.unit_edit, name="unit-edit"),
    path("<int:parent_pk>/them/", units.unit_add, name="unit-add"),
    path("<int:parent_pk>/them-nhieu/", units.unit_add_many, name="unit-add-many"),
    path("<int:unit_pk>/giao-nhiem-vu/", units.term_add, name="unit-term-add"),
    path("<int:unit_pk>/nhap/<str:table>/", bulk.unit_import, name="unit-import"),
    path("<int:unit_pk>/nhap/<str:table>/mau.<str:file_format>", bulk.unit_import_sample, name="unit-import-sample"),
    path("<int:unit_pk>/xuat/<str:table>.<str:file_format>", bulk.unit_export, name="unit-export"),
    path("nhap/<int:import_pk>/", bulk.unit_import_preview, name="unit-import-preview"),
    path("nhap/<int:import_pk>/thuc-hien/", bulk.unit_import_run, name="unit-import-run"),
    path("nhiem-vu/<int:term_pk>/sua/", units.term_edit, name="unit-term-edit"),
    path("nhiem-vu/<int:term_pk>/ket-thuc/", units.term_end, name="unit-term-end"),
    path("nguoi/<int:user_pk>/cap-ma/", codes.code_hand_out, name="unit-code-hand-out"),
]
