"""Pages under /dang-ky/, and those of a campaign's registrations under /phong-trao/."""

from django.urls import path

from registrations.views import clusters, filling, overview, reading

urlpatterns = [
    path("", reading.registration_list, name="registration-list"),
    path("bat-dau/<int:invitation_pk>/", filling.registration_begin, name="registration-begin"),
    path("mau-trong/<int:invitation_pk>.pdf", reading.blank_pdf, name="registration-blank"),
    path("<int:registration_pk>/", reading.registration_detail, name="registration-detail"),
    path("<int:registration_pk>/buoc/<slug:step>/", filling.registration_step, name="registration-step"),
    path("<int:registration_pk>/xem-lai/", filling.registration_review, name="registration-review"),
    path("<int:registration_pk>/chuyen/<slug:registration_move>/", reading.registration_move, name="registration-move"),
    path("<int:registration_pk>/ban-in.pdf", reading.registration_pdf, name="registration-pdf"),
    path("<int:registration_pk>/lan-<int:ordinal>.pdf", reading.submission_pdf, name="registration-submission"),
]

campaign_urlpatterns = [
    path("<int:campaign_pk>/cum/<int:cluster_pk>/", clusters.cluster_standing, name="campaign-cluster-standing"),
    path("<int:campaign_pk>/dang-ky/", overview.campaign_registrations, name="campaign-registrations"),
    path("<int:campaign_pk>/dang-ky/in-tat-ca.pdf", overview.campaign_pdf, name="campaign-pdf"),
    path("<int:campaign_pk>/dang-ky/tat-ca.zip", overview.campaign_zip, name="campaign-zip"),
    path("<int:campaign_pk>/dang-ky/nhac/", overview.campaign_remind, name="campaign-remind"),
]
