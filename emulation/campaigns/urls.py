"""Pages under /phong-trao/."""

from django.urls import path

from emulation.campaigns.views import pages, parts, scans

urlpatterns = [
    path("", pages.campaign_list, name="campaign-list"),
    path("mo/<int:unit_pk>/", parts.campaign_add, name="campaign-add"),
    path("<int:campaign_pk>/", pages.campaign_detail, name="campaign-detail"),
    path("<int:campaign_pk>/sua/", parts.campaign_edit, name="campaign-edit"),
    path("<int:campaign_pk>/phan/<slug:part>/", parts.campaign_part, name="campaign-part"),
    path("<int:campaign_pk>/don-vi/", parts.campaign_units, name="campaign-units"),
    path("<int:campaign_pk>/mau/", parts.campaign_sheets, name="campaign-sheets"),
    path("<int:campaign_pk>/van-ban/", parts.document_add, name="campaign-document-add"),
    path("<int:campaign_pk>/so-ke-hoach/", pages.campaign_number, name="campaign-number"),
    path("<int:campaign_pk>/ban-ke-hoach/", scans.campaign_plan_scans, name="campaign-plan-scans"),
    path("<int:campaign_pk>/ban-ke-hoach/<int:plan_scan_pk>/", scans.campaign_plan_scan, name="campaign-plan-scan"),
    path("<int:campaign_pk>/chuyen/<slug:campaign_move>/", pages.campaign_move, name="campaign-move"),
]
