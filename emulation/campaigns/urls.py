"""Pages under /phong-trao/."""

from django.urls import path

from emulation.campaigns.views import clusters, local_drives, pages, parts, scans

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
    path("<int:campaign_pk>/chep/", parts.campaign_copy, name="campaign-copy"),
    path("<int:campaign_pk>/tai-don-vi/", local_drives.local_drives, name="campaign-local-drives"),
    path("tai-don-vi/mo/<int:invitation_pk>/", local_drives.local_drive_add, name="campaign-local-drive-add"),
    path("tai-don-vi/<int:local_drive_pk>/", local_drives.local_drive, name="campaign-local-drive"),
    path("tai-don-vi/<int:local_drive_pk>/sua/", local_drives.local_drive_edit, name="campaign-local-drive-edit"),
    path("tai-don-vi/<int:local_drive_pk>/chuyen/<slug:local_drive_move>/", local_drives.local_drive_move, name="campaign-local-drive-move"),
    path("cum/", clusters.cluster_list, name="campaign-clusters"),
    path("cum/mo/<int:unit_pk>/", clusters.cluster_add, name="campaign-cluster-add"),
    path("cum/<int:cluster_pk>/", clusters.cluster_detail, name="campaign-cluster"),
    path("cum/<int:cluster_pk>/sua/", clusters.cluster_edit, name="campaign-cluster-edit"),
    path("cum/<int:cluster_pk>/ket-thuc/", clusters.cluster_end, name="campaign-cluster-end"),
]
