"""How far the units of a cluster have come in a campaign: for the office, and for the unit that leads the cluster."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from emulation.campaigns.models import Campaign, Cluster
from emulation.people.access import EVERYONE, person, roles
from registrations.overview import standings


@roles(*EVERYONE)
@require_safe
def cluster_standing(request: HttpRequest, campaign_pk: int, cluster_pk: int) -> HttpResponse:
    """Names and states only: what a unit has written is for itself and the office."""
    user = person(request)
    campaign = get_object_or_404(Campaign.objects.visible_to(user).select_related("unit"), pk=campaign_pk)
    cluster = get_object_or_404(Cluster.objects.watched_by(user).in_campaign(campaign), pk=cluster_pk)
    invitations = campaign.invitations.of_units(cluster.unit_pks).select_related("unit", "late_permit").order_by("unit__sort_key", "pk")
    lines = standings(campaign, invitations)
    sent = sum(line.registration is not None and line.registration.is_sent for line in lines)
    context = {"campaign": campaign, "cluster": cluster, "lines": lines, "sent": sent, "total": len(lines)}
    return render(request, "registrations/cluster_standing.html", context)
