"""Pages under /don-vi/ for an office's work with its people."""

from django.urls import path

from emulation.offices.views import hand_over, slips

urlpatterns = [
    path("<int:unit_pk>/phieu-ma/", slips.unit_slips, name="unit-slips"),
    path("nhiem-vu/<int:term_pk>/ban-giao/", hand_over.term_hand_over, name="unit-term-hand-over"),
]
