"""Pages under /khen-thuong/hoi-dong/."""

from django.urls import path

from awards.views import ballots, council, meetings

urlpatterns = [
    path("", council.council_list, name="council-list"),
    path("<int:unit_pk>/thanh-vien/", council.council_member_add, name="council-member-add"),
    path("thanh-vien/<int:council_member_pk>/", council.council_member_edit, name="council-member-edit"),
    path("thanh-vien/<int:council_member_pk>/ket-thuc/", council.council_member_end, name="council-member-end"),
    path("hop/", meetings.meeting_list, name="meeting-list"),
    path("<int:unit_pk>/hop/", meetings.meeting_add, name="meeting-add"),
    path("hop/<int:meeting_pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("hop/<int:meeting_pk>/sua/", meetings.meeting_edit, name="meeting-edit"),
    path("hop/<int:meeting_pk>/noi-dung/", meetings.meeting_agenda, name="meeting-agenda"),
    path("hop/<int:meeting_pk>/diem-danh/", meetings.meeting_attendance, name="meeting-attendance"),
    path("hop/<int:meeting_pk>/dien-bien/", meetings.meeting_notes, name="meeting-notes"),
    path("hop/<int:meeting_pk>/mo-phieu/", meetings.meeting_open_ballots, name="meeting-open-ballots"),
    path("hop/<int:meeting_pk>/viec/<slug:meeting_move>/", meetings.meeting_move, name="meeting-move"),
    path("hop/<int:meeting_pk>/bien-ban/<slug:minutes_kind>/", meetings.meeting_minutes, name="meeting-minutes"),
    path("hop/<int:meeting_pk>/bien-ban/<slug:minutes_kind>/duyet/", meetings.meeting_approve, name="meeting-approve"),
    path("phieu/<int:ballot_pk>/", ballots.ballot_detail, name="ballot-detail"),
    path("phieu/<int:ballot_pk>/bo/", ballots.ballot_vote, name="ballot-vote"),
    path("phieu/<int:ballot_pk>/hinh-thuc/", ballots.ballot_manner, name="ballot-manner"),
    path("phieu/<int:ballot_pk>/rut/", ballots.ballot_remove, name="ballot-remove"),
    path("phieu/<int:ballot_pk>/khong-tham-gia/", ballots.ballot_recuse, name="ballot-recuse"),
    path("phieu/khong-tham-gia/<int:recusal_pk>/", ballots.ballot_lift, name="ballot-lift"),
    path("phieu/<int:ballot_pk>/y-kien/<int:council_member_pk>/", ballots.ballot_written, name="ballot-written"),
    path("phieu/<int:ballot_pk>/viec/<slug:ballot_move>/", ballots.ballot_move, name="ballot-move"),
]
