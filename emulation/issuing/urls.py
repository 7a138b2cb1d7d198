"""Pages under /van-ban/, /so-van-ban-di/ and /xac-minh/."""

from django.urls import path

from emulation.issuing.views import marks, papers, printing, registers, signed_copies, verification

urlpatterns = [
    path("van-ban/", papers.paper_list, name="paper-list"),
    path("van-ban/in-tat-ca/", printing.paper_print, name="paper-print"),
    path("van-ban/tai-tat-ca/", printing.paper_zip, name="paper-zip"),
    path("van-ban/cach-lay-so/", registers.paper_series_list, name="paper-series-list"),
    path("van-ban/cach-lay-so/<int:series_pk>/", registers.paper_series, name="paper-series"),
    path("van-ban/dau-va-chu-ky/", marks.paper_marks, name="paper-marks"),
    path("van-ban/dau-va-chu-ky/<int:mark_pk>/", marks.paper_mark, name="paper-mark"),
    path("van-ban/dau-va-chu-ky/<int:mark_pk>/bo/", marks.paper_mark_remove, name="paper-mark-remove"),
    path("van-ban/<int:paper_pk>/", papers.paper_detail, name="paper-detail"),
    path("van-ban/<int:paper_pk>/tep/", papers.paper_file, name="paper-file"),
    path("van-ban/<int:paper_pk>/ban-chua-co-so/", papers.paper_blank, name="paper-blank"),
    path("van-ban/<int:paper_pk>/word/", papers.paper_word, name="paper-word"),
    path("van-ban/<int:paper_pk>/ban-ky/", signed_copies.paper_signed, name="paper-signed"),
    path("van-ban/<int:paper_pk>/ban-quet/", signed_copies.paper_scanned, name="paper-scanned"),
    path("van-ban/<int:paper_pk>/ban-da-ky/<int:signed_copy_pk>/", signed_copies.paper_copy, name="paper-copy"),
    path("van-ban/<int:paper_pk>/chuyen/<slug:paper_move>/", papers.paper_move, name="paper-move"),
    path("so-van-ban-di/", registers.paper_register, name="paper-register"),
    path("so-van-ban-di/in/", registers.paper_register_pdf, name="paper-register-pdf"),
    path("so-van-ban-di/xuat.<str:file_format>", registers.paper_register_export, name="paper-register-export"),
    path("xac-minh/", verification.verification_form, name="verification-form"),
    path("xac-minh/<str:code>/", verification.verification, name="verification"),
    path("xac-minh/<str:code>/qr.svg", verification.verification_qr, name="verification-qr"),
]
