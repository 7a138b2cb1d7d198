"""Every page of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from awards.posting_urls import public_urlpatterns
from awards.views.searching import search_page
from emulation.health import health
from emulation.people.views.first_steps import first_steps
from registrations.urls import campaign_urlpatterns, sheet_urlpatterns, unit_urlpatterns
from registrations.views.home import home

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # the site's own page, with its rate limit
admin.site.site_header = admin.site.site_title = "Quản trị Thi đua – Khen thưởng"
admin.site.index_title = "Dữ liệu"

urlpatterns = [
    path("", home, name="home"),
    path("tim/", search_page, name="search"),
    path("bat-dau/", first_steps, name="first-steps"),
    path("dang-nhap/", include("emulation.people.urls")),
    path("don-vi/", include("emulation.people.unit_urls")),
    path("don-vi/", include("emulation.offices.urls")),
    path("don-vi/", include(unit_urlpatterns)),
    path("phong-trao/", include("emulation.campaigns.urls")),
    path("phong-trao/", include(campaign_urlpatterns)),
    path("dang-ky/", include("registrations.urls")),
    path("danh-muc/", include("awards.catalogue_urls")),
    path("khen-thuong/hoi-dong/", include("awards.council_urls")),
    path("khen-thuong/binh-xet/", include("awards.assessment_urls")),
    path("khen-thuong/lay-y-kien/", include("awards.posting_urls")),
    path("khen-thuong/", include("awards.decision_urls")),
    path("khen-thuong/de-nghi/", include("awards.nomination_urls")),
    path("lay-y-kien/", include(public_urlpatterns)),
    path("mau/", include("emulation.sheets.urls")),
    path("mau/", include(sheet_urlpatterns)),
    path("van-ban/", include("emulation.drafting.urls")),
    path("", include("emulation.issuing.urls")),
    path("viec/", include("emulation.jobs.urls")),
    path("thong-bao/", include("emulation.notices.urls")),
    path("dang-go/", include("emulation.typed.urls")),
    path("tro-giup/", include("emulation.guide.urls")),
    path("", include("awards.publishing.urls")),
    path("suc-khoe/", health, name="health"),
    path("quan-tri/", admin.site.urls),
]
