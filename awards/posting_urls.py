"""Pages under /khen-thuong/lay-y-kien/, and under /lay-y-kien/ those that are open to everybody."""

from django.urls import path

from awards.views import postings, public_postings

urlpatterns = [
    path("", postings.posting_list, name="posting-list"),
    path("<int:unit_pk>/cong-khai/", postings.posting_choose, name="posting-choose"),
    path("<int:unit_pk>/cong-khai/khong-theo-phong-trao/", postings.posting_add, name="posting-add"),
    path("<int:unit_pk>/cong-khai/<int:campaign_pk>/", postings.posting_add_campaign, name="posting-add-campaign"),
    path("danh-sach/<int:posting_pk>/", postings.posting_detail, name="posting-detail"),
    path("danh-sach/<int:posting_pk>/in/", postings.posting_pdf, name="posting-pdf"),
    path("danh-sach/<int:posting_pk>/excel/", postings.posting_xlsx, name="posting-xlsx"),
    path("danh-sach/<int:posting_pk>/viec/<slug:posting_move>/", postings.posting_move, name="posting-move"),
    path("danh-sach/<int:posting_pk>/y-kien/", postings.comment_add, name="comment-add"),
    path("y-kien/<int:comment_pk>/", postings.comment_answer, name="comment-answer"),
]
public_urlpatterns = [
    path("", public_postings.public_posting_list, name="public-posting-list"),
    path("<slug:posting_code>/", public_postings.public_posting, name="public-posting"),
    path("<slug:posting_code>/bien-nhan/<slug:receipt>/", public_postings.public_comment, name="public-comment"),
]
