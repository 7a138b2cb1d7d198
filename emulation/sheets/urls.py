"""Pages under /mau/ on which an office makes a sheet of its own; what shows it as units will see it is with the registrations."""

from django.urls import path

from emulation.sheets import views

urlpatterns = [
    path("moi/<int:unit_pk>/", views.sheet_add, name="sheet-add"),
    path("nhap/<int:unit_pk>/", views.sheet_import, name="sheet-import"),
    path("<int:sheet_pk>/tep.toml", views.sheet_export, name="sheet-export"),
    path("<int:sheet_pk>/sao-chep/<int:unit_pk>/", views.sheet_copy, name="sheet-copy"),
    path("<int:sheet_pk>/soan/", views.sheet_edit, name="sheet-edit"),
    path("<int:sheet_pk>/phan-chung/", views.sheet_head, name="sheet-head"),
    path("<int:sheet_pk>/them/<slug:item_type>/", views.sheet_item_add, name="sheet-item-add"),
    path("<int:sheet_pk>/hoan-thanh/", views.sheet_finish, name="sheet-finish"),
    path("<int:sheet_pk>/xoa/", views.sheet_delete, name="sheet-delete"),
    path("muc/<int:item_pk>/", views.sheet_item_edit, name="sheet-item-edit"),
    path("muc/<int:item_pk>/chuyen/", views.sheet_item_move, name="sheet-item-move"),
    path("muc/<int:item_pk>/xoa/", views.sheet_item_delete, name="sheet-item-delete"),
]
