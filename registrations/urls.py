"""Pages under /dang-ky/, and those of campaigns (/phong-trao/), sheets (/mau/) and units (/don-vi/) that show registrations."""

from django.urls import path

from registrations.views import clusters, filling, late_permits, overview, paper_entry, printing, reading, results, sheets, summary, unit_changes

urlpatterns = [
    path("", reading.registration_list, name="registration-list"),
    path("bat-dau/<int:invitation_pk>/", filling.registration_begin, name="registration-begin"),
    path("mau-trong/<int:invitation_pk>.pdf", reading.blank_pdf, name="registration-blank"),
    path("mau-trong/<int:invitation_pk>.docx", reading.blank_word, name="registration-blank-word"),
    path("gui-muon/<int:invitation_pk>/", late_permits.registration_late_permit, name="registration-late-permit"),
    path("gui-muon/<int:invitation_pk>/khong-cho/", late_permits.registration_late_refusal, name="registration-late-refusal"),
    path("<int:registration_pk>/xin-nop-muon/", late_permits.registration_late_request, name="registration-late-request"),
    path("ban-giay/<int:invitation_pk>/", paper_entry.registration_paper, name="registration-paper"),
    path("<int:registration_pk>/ban-giay/<int:paper_scan_pk>/", paper_entry.registration_scan, name="registration-scan"),
    path("<int:registration_pk>/", reading.registration_detail, name="registration-detail"),
    path("<int:registration_pk>/buoc/<slug:step>/", filling.registration_step, name="registration-step"),
    path("<int:registration_pk>/xem-lai/", filling.registration_review, name="registration-review"),
    path("<int:registration_pk>/chuyen/<slug:registration_move>/", reading.registration_move, name="registration-move"),
    path("<int:registration_pk>/ket-qua/", results.registration_results, name="registration-results"),
    path("<int:registration_pk>/ban-in.pdf", reading.registration_pdf, name="registration-pdf"),
    path("<int:registration_pk>/ban-word.docx", reading.registration_word, name="registration-word"),
    path("<int:registration_pk>/lan-<int:ordinal>.pdf", reading.submission_pdf, name="registration-submission"),
]

unit_urlpatterns = [
    path("<int:unit_pk>/thay-doi/<slug:unit_change>/", unit_changes.unit_change, name="unit-change"),
    path("<int:unit_pk>/ho-so/", unit_changes.unit_record, name="unit-record"),
]

campaign_urlpatterns = [
    path("<int:campaign_pk>/cum/<int:cluster_pk>/", clusters.cluster_standing, name="campaign-cluster-standing"),
    path("<int:campaign_pk>/dang-ky/", overview.campaign_registrations, name="campaign-registrations"),
    path("<int:campaign_pk>/dang-ky/chuyen/<slug:registration_move>/", overview.campaign_registrations_move, name="campaign-registrations-move"),
    path("<int:campaign_pk>/dang-ky/nhac/", overview.campaign_remind, name="campaign-remind"),
    path("<int:campaign_pk>/dang-ky/in-tat-ca/", printing.campaign_pdf, name="campaign-pdf"),
    path("<int:campaign_pk>/dang-ky/tai-tat-ca/", printing.campaign_zip, name="campaign-zip"),
    path("<int:campaign_pk>/dang-ky/in-mau-trong/", printing.campaign_blanks, name="campaign-blanks"),
    path("<int:campaign_pk>/tong-hop/", summary.campaign_summary, name="campaign-summary"),
    path("<int:campaign_pk>/tong-hop/tong-hop.xlsx", summary.campaign_summary_xlsx, name="campaign-summary-xlsx"),
    path("<int:campaign_pk>/tong-hop/in/", printing.campaign_summary_pdf, name="campaign-summary-pdf"),
]

sheet_urlpatterns = [
    path("", sheets.sheet_list, name="sheet-list"),
    path("<int:sheet_pk>/", sheets.sheet_detail, name="sheet-detail"),
    path("<int:sheet_pk>/ban-in.pdf", sheets.sheet_pdf, name="sheet-pdf"),
]
