"""Pages under /khen-thuong/ about decisions, certificates, and what was awarded."""

from django.urls import path

from awards.views import certificates, deciding, decisions, finding, statistics

urlpatterns = [
    path("quyet-dinh/", decisions.decision_list, name="decision-list"),
    path("quyet-dinh/lap/", decisions.decision_add, name="decision-add"),
    path("quyet-dinh/<int:decision_pk>/", decisions.decision_detail, name="decision-detail"),
    path("quyet-dinh/<int:decision_pk>/chon/", decisions.decision_candidates, name="decision-candidates"),
    path("quyet-dinh/<int:decision_pk>/chuyen/<slug:decision_move>/", decisions.decision_move, name="decision-move"),
    path("quyet-dinh/<int:decision_pk>/xet/", deciding.decision_deciding, name="decision-deciding"),
    path("quyet-dinh/<int:decision_pk>/xet/<slug:award_move>/", deciding.decision_mark, name="decision-mark"),
    path("quyet-dinh/<int:decision_pk>/giay-khen/", certificates.decision_certificates, name="decision-certificates"),
    path("quyet-dinh/<int:decision_pk>/in/<slug:decision_print>/", certificates.decision_print, name="decision-print"),
    path("quyet-dinh/<int:decision_pk>/tien-thuong/", certificates.decision_payments, name="decision-payments"),
    path("quyet-dinh/<int:decision_pk>/tien-thuong.xlsx", certificates.decision_payments_xlsx, name="decision-payments-xlsx"),
    path("truong-hop/<int:award_pk>/", deciding.award_deciding, name="award-deciding"),
    path("truong-hop/<int:award_pk>/sua/", decisions.award_edit, name="award-edit"),
    path("truong-hop/<int:award_pk>/bo/", decisions.award_take_out, name="award-take-out"),
    path("truong-hop/<int:award_pk>/chuyen/<slug:award_move>/", deciding.award_move, name="award-move"),
    path("so-vang/", finding.award_list, name="award-list"),
    path("so-vang/<int:award_pk>/", finding.award_detail, name="award-detail"),
    path("so-vang/<int:award_pk>/quyet-dinh.pdf", finding.award_paper, name="award-paper"),
    path("thong-ke/", statistics.award_statistics, name="award-statistics"),
    path("thong-ke/in/", statistics.award_statistics_pdf, name="award-statistics-pdf"),
    path("thong-ke/xuat.xlsx", statistics.award_statistics_xlsx, name="award-statistics-xlsx"),
]
