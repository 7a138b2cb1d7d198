"""Pages under /dang-ky/, and those of a campaign's registrations under /phong-trao/."""

from django.urls import path

from registrations.views import filling, late_permits, overview, paper_entry, reading

urlpatterns = [
    path("", reading.registration_list, name="registration-list"),
    path("bat-dau/<int:invitation_pk>/", filling.registration_begin, name="registration-begin"),
    path("mau-trong/<int:invitation_pk>.pdf", reading.blank_pdf, name="registration-blank"),
    path("gui-muon/<int:invitation_pk>/", late_permits.registration_late_permit, name="registration-late-permit"),
    path("ban-giay/<int:invitation_pk>/", paper_entry.registration_paper, name="registration-paper"),
    path("<int:registration_pk>/ban-giay/<int:paper_scan_pk>/", paper_entry.registration_scan, name="registration-scan"),
    path("<int:registration_pk>/", reading.registration_detail, name="registration-detail"),
    path("<int:registration_pk>/buoc/<slug:step>/", filling.registration_step, name="registration-step"),
    path("<int:registration_pk>/xem-lai/", filling.registration_review, name="registration-review"),
    path("<int:registration_pk>/chuyen/<slug:registration_move>/", reading.registration_move, name="registration-move"),
    path("<int:registration_pk>/ban-in.pdf", reading.registration_pdf, name="registration-pdf"),
    path("<int:registration_pk>/lan-<int:ordinal>.pdf", reading.submission_pdf, name="registration-submission"),
]

campaign_urlpatterns = [
    path("<int:campaign_pk>/dang-ky/", overview.campaign_registrations, name="campaign-registrations"),
    path("<int:campaign_pk>/dang-ky/in-tat-ca.pdf", overview.campaign_pdf, name="campaign-pdf"),
    path("<int:campaign_pk>/dang-ky/tat-ca.zip", overview.campaign_zip, name="campaign-zip"),
    path("<int:campaign_pk>/dang-ky/nhac/", overview.campaign_remind, name="campaign-remind"),
]
