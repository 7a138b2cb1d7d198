"""The pages of emulation clusters: whom they unite, and how the secretary forms and ends them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from emulation.campaigns.cluster_forms import ClusterEndForm, ClusterForm
from emulation.campaigns.clusters import end_cluster, form_cluster
from emulation.campaigns.lists import CLUSTERS
from emulation.campaigns.models import Campaign, Cluster
from emulation.history.models import Line
from emulation.listing import Listed
from emulation.people.access import EVERYONE, person, roles
from emulation.people.models import Role
from emulation.units.models import Unit
from emulation.workflow import MoveRefused


@roles(*EVERYONE)
@require_safe
def cluster_list(request: HttpRequest) -> HttpResponse:
    clusters = Cluster.objects.visible_to(person(request)).select_related("unit").prefetch_related("members__unit")
    listed = Listed(CLUSTERS, clusters, request.GET)
    if listed.wants_file:
        return listed.file()
    context = {"list": listed, "page": listed.page, "forming": person(request).units_as(Role.SECRETARY)}
    return render(request, "clusters/cluster_list.html", context)


@roles(*EVERYONE)
@require_safe
def cluster_detail(request: HttpRequest, cluster_pk: int) -> HttpResponse:
    """The members, and for the office and the lead the campaigns whose registrations they may follow."""
    user = person(request)
    cluster = get_object_or_404(Cluster.objects.visible_to(user).select_related("unit"), pk=cluster_pk)
    watched = Cluster.objects.watched_by(user).filter(pk=cluster.pk).exists()
    offices = [cluster.unit_id, *(former.pk for former in cluster.unit.carried_on)]
    running = Campaign.objects.visible_to(user).under_way(cluster.starts_on).filter(unit__in=offices)
    context = {
        "cluster": cluster,
        "members": cluster.members.select_related("unit"),
        "campaigns": running if watched and cluster.ends_on is None else (),
        "keeps": user.term_over(cluster.unit, Role.SECRETARY) is not None and cluster.ends_on is None,
        "lines": Line.objects.of(cluster) if watched else (),
        "watched": watched,
    }
    return render(request, "clusters/cluster_detail.html", context)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def cluster_add(request: HttpRequest, unit_pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.filter(pk__in=[unit.pk for unit in person(request).units_as(Role.SECRETARY)]), pk=unit_pk)
    form = ClusterForm(request.POST or None, instance=Cluster(unit=unit))
    if request.method == "POST" and form.is_valid() and (saved := _formed(request, form)):
        return saved
    return render(request, "clusters/cluster_form.html", {"form": form, "heading": f"Lập cụm thi đua của {unit}"})


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def cluster_edit(request: HttpRequest, cluster_pk: int) -> HttpResponse:
    cluster = get_object_or_404(Cluster.objects.kept_by(person(request)).select_related("unit"), pk=cluster_pk)
    form = ClusterForm(request.POST or None, instance=cluster)
    if request.method == "POST" and form.is_valid() and (saved := _formed(request, form)):
        return saved
    return render(request, "clusters/cluster_form.html", {"form": form, "cluster": cluster, "heading": f"Sửa {cluster}"})


def _formed(request: HttpRequest, form: Any) -> HttpResponse | None:
    """None when it was refused: what was typed stays on the page."""
    chosen = {name: form.cleaned_data[name] for name in ("units", "lead", "deputy")}
    try:
        cluster = form_cluster(form.save(commit=False), by=person(request), **chosen)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, f"Đã lưu {cluster}: {len(chosen['units'])} đơn vị.")
    return redirect(cluster)


@roles(Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def cluster_end(request: HttpRequest, cluster_pk: int) -> HttpResponse:
    cluster = get_object_or_404(Cluster.objects.kept_by(person(request)), pk=cluster_pk)
    form = ClusterEndForm(request.POST or None, instance=cluster)
    if request.method == "POST" and form.is_valid():
        try:
            end_cluster(cluster, ends_on=form.cleaned_data["ends_on"], by=person(request))
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{cluster} hoạt động đến hết ngày {form.cleaned_data['ends_on']:%d/%m/%Y}.")
        return redirect(cluster)
    return render(request, "clusters/cluster_form.html", {"form": form, "cluster": cluster, "heading": f"Kết thúc {cluster}"})
