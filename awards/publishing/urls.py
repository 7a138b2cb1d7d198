"""Pages under /cong-khai/, and what search engines ask for at the top of the site. Fixed words come before codes."""

from django.urls import path

from awards.publishing import views
from awards.publishing.machines import calendar, feed, icon, robots, sitemap, sitemap_section

urlpatterns = [
    path("cong-khai/", views.public_localities, name="public-localities"),
    path("cong-khai/phong-trao/<slug:campaign_code>/", views.public_campaign, name="public-campaign"),
    path("cong-khai/phong-trao/<slug:campaign_code>/ke-hoach/<int:ordinal>/", views.public_plan, name="public-plan"),
    path("cong-khai/quyet-dinh/<slug:decision_code>/", views.public_decision, name="public-decision"),
    path("cong-khai/<slug:unit_code>/", views.public_locality, name="public-locality"),
    path("cong-khai/<slug:unit_code>/phong-trao/", views.public_campaigns, name="public-campaigns"),
    path("cong-khai/<slug:unit_code>/quyet-dinh/", views.public_decisions, name="public-decisions"),
    path("cong-khai/<slug:unit_code>/dien-hinh/", views.public_stories, name="public-stories"),
    path("cong-khai/<slug:unit_code>/tin.atom", feed, name="public-feed"),
    path("cong-khai/<slug:unit_code>/han.ics", calendar, name="public-calendar"),
    path("favicon.ico", icon, name="icon"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_section, name="sitemap-section"),
]
