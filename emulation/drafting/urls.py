"""Pages under /van-ban/ on which an office writes its papers."""

from django.urls import path

from emulation.drafting.views import drafts, library, passages

urlpatterns = [
    path("soan/", drafts.draft_list, name="draft-list"),
    path("soan/moi/<int:unit_pk>/", drafts.draft_kinds, name="draft-kinds"),
    path("soan/moi/<int:unit_pk>/<slug:draft_kind>/", drafts.draft_add, name="draft-add"),
    path("soan/<int:draft_pk>/", drafts.draft_detail, name="draft-detail"),
    path("soan/<int:draft_pk>/phan-chung/", drafts.draft_head, name="draft-head"),
    path("soan/<int:draft_pk>/xem-thu/", drafts.draft_preview, name="draft-preview"),
    path("soan/<int:draft_pk>/word/", drafts.draft_word, name="draft-word"),
    path("soan/<int:draft_pk>/chep/", drafts.draft_copy, name="draft-copy"),
    path("soan/<int:draft_pk>/chuyen/<slug:draft_move>/", drafts.draft_move, name="draft-move"),
    path("soan/<int:draft_pk>/dan/", passages.draft_paste, name="draft-paste"),
    path("soan/<int:draft_pk>/khung/", passages.draft_frame, name="draft-frame"),
    path("soan/<int:draft_pk>/them/<slug:passage_level>/", passages.passage_add, name="draft-passage-add"),
    path("soan/doan/<int:passage_pk>/", passages.passage_edit, name="draft-passage-edit"),
    path("soan/doan/<int:passage_pk>/chuyen/", passages.passage_move, name="draft-passage-move"),
    path("soan/doan/<int:passage_pk>/xoa/", passages.passage_delete, name="draft-passage-delete"),
    path("thu-vien/<int:unit_pk>/", library.document_list, name="draft-document-list"),
    path("thu-vien/<int:unit_pk>/them/", library.document_add, name="draft-document-add"),
    path("thu-vien/van-ban/<int:document_pk>/", library.document_edit, name="draft-document-edit"),
    path("thu-vien/<int:unit_pk>/nhom/", library.group_add, name="draft-group-add"),
    path("thu-vien/nhom/<int:group_pk>/", library.group_edit, name="draft-group-edit"),
    path("thu-vien/nhom/<int:group_pk>/xoa/", library.group_delete, name="draft-group-delete"),
]
