"""The pages on which an office makes a sheet of its own, without a line of code."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emulation.papers.downloads import toml_response
from emulation.people.access import person, roles
from emulation.sheets.drafts import (
    DOWN,
    KEEPERS,
    UP,
    changing_draft,
    copy_sheet,
    delete_item,
    delete_sheet,
    finish,
    import_sheet,
    missing_for_finish,
    move_item,
    new_sheet,
    save_item,
)
from emulation.sheets.forms import ImportForm, ItemForm, OptionRows, SheetForm, option_rows
from emulation.sheets.models import Item, ItemType, Sheet
from emulation.sheets.reading import OF_ITEMS, SheetError
from emulation.sheets.wording import NAMES
from emulation.sheets.writing import file_of
from emulation.units.models import Unit
from emulation.workflow import MoveRefused


def _office(request: HttpRequest, unit_pk: int) -> Unit:
    """An office in one's keeping: only such make sheets."""
    unit: Unit = get_object_or_404(Unit.objects.kept_by(person(request)), pk=unit_pk)
    if not unit.has_office:
        raise Http404
    return unit


def _own(request: HttpRequest, sheet_pk: int) -> Sheet:
    return get_object_or_404(Sheet.objects.kept_by(person(request)).select_related("unit"), pk=sheet_pk)


def _own_item(request: HttpRequest, item_pk: int) -> Item:
    own = Sheet.objects.kept_by(person(request))
    return get_object_or_404(Item.objects.filter(sheet__in=own).select_related("sheet__unit"), pk=item_pk)


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def sheet_add(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """A new sheet from its head on."""
    unit = _office(request, unit_pk)
    form = SheetForm(request.POST or None, instance=Sheet(unit=unit))
    if request.method == "POST" and form.is_valid():
        sheet = new_sheet(form.save(commit=False), by=person(request))
        messages.success(request, "Đã lưu phần chung. Xin thêm các mục của mẫu.")
        return redirect("sheet-edit", sheet.pk)
    return render(request, "sheets/head.html", {"form": form, "heading": f"Soạn mẫu mới của {unit}", "names": NAMES})


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def sheet_import(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """A sheet from a file, as a draft to look at and to change."""
    unit = _office(request, unit_pk)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = import_sheet(form.cleaned_data["file"], unit, by=person(request))
        except SheetError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, f"Đã nhập: {sheet}.")
            return redirect(sheet)
    return render(request, "sheets/import.html", {"form": form, "unit": unit})


@roles(*KEEPERS)
@require_safe
def sheet_export(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    """The sheet as the file that the import takes."""
    sheet = get_object_or_404(Sheet.objects.visible_to(person(request)), pk=sheet_pk)
    return toml_response(file_of(sheet), f"{sheet.code}-{sheet.version}.toml")


@roles(*KEEPERS)
@require_POST
def sheet_copy(request: HttpRequest, sheet_pk: int, unit_pk: int) -> HttpResponse:
    sheet = get_object_or_404(Sheet.objects.visible_to(person(request)), pk=sheet_pk)
    copy = copy_sheet(sheet, _office(request, unit_pk), by=person(request))
    messages.success(request, f"Đã sao chép thành {copy}, đang soạn. Xin sửa rồi bấm “Hoàn thành”.")
    return redirect("sheet-edit", copy.pk)


@roles(*KEEPERS)
@require_safe
def sheet_edit(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    """All items in order, each with its buttons, and what can be added."""
    sheet = _own(request, sheet_pk)
    if sheet.is_ready:
        return redirect(sheet)
    return render(request, "sheets/edit.html", _items_of(sheet) | {"types": ItemType.choices, "missing": missing_for_finish(sheet)})


def _items_of(sheet: Sheet) -> dict[str, object]:
    return {"sheet": sheet, "items": list(sheet.items.prefetch_related("options"))}


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def sheet_head(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    sheet = _own(request, sheet_pk)
    form = SheetForm(request.POST or None, instance=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            with changing_draft(sheet):
                form.save()
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(sheet)
        messages.success(request, "Đã lưu phần chung.")
        return redirect("sheet-edit", sheet.pk)
    return render(request, "sheets/head.html", {"form": form, "sheet": sheet, "heading": "Phần chung của mẫu", "names": NAMES})


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def sheet_item_add(request: HttpRequest, sheet_pk: int, item_type: str) -> HttpResponse:
    sheet = _own(request, sheet_pk)
    if item_type not in OF_ITEMS:
        raise Http404
    return _item_page(request, Item(sheet=sheet, type=item_type))


@roles(*KEEPERS)
@require_http_methods(["GET", "POST"])
def sheet_item_edit(request: HttpRequest, item_pk: int) -> HttpResponse:
    return _item_page(request, _own_item(request, item_pk))


def _item_page(request: HttpRequest, item: Item) -> HttpResponse:
    """An item with its options; both must be right before either is saved."""
    form = ItemForm(request.POST or None, instance=item)
    rows = option_rows(item, list(item.options.all()) if item.pk else [], request.POST or None)
    valid = request.method == "POST" and all([form.is_valid(), rows is None or rows.is_valid()])  # a list, so that every error shows
    if valid and (saved := _save_item(request, form, rows)):
        return saved
    context = {"form": form, "rows": rows, "item": item, "sheet": item.sheet, "names": NAMES}
    return render(request, "sheets/item.html", context)


def _save_item(request: HttpRequest, form: ItemForm, rows: OptionRows | None) -> HttpResponse | None:
    """Save, and go where the pressed button leads. None when it was refused: what was typed stays on the page."""
    item = form.save(commit=False)
    try:
        save_item(item, rows.options() if rows else None)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, f"Đã lưu mục “{item}”."[:200])
    return redirect("sheet-item-edit", item.pk) if "stay" in request.POST else _back_to(item)


def _back_to(item: Item) -> HttpResponse:
    return redirect(f"{reverse('sheet-edit', args=[item.sheet_id])}#muc-{item.pk}")


@roles(*KEEPERS)
@require_POST
def sheet_item_move(request: HttpRequest, item_pk: int) -> HttpResponse:
    """One place up or down; htmx gets the list alone, or loads the page again when it was refused."""
    item = _own_item(request, item_pk)
    direction = request.POST.get("direction", "")
    if direction not in (UP, DOWN):
        raise Http404
    by_htmx = "HX-Request" in request.headers
    try:
        move_item(item, direction)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return HttpResponse(headers={"HX-Refresh": "true"}) if by_htmx else _back_to(item)
    if by_htmx:
        return render(request, "sheets/items.html", _items_of(item.sheet) | {"moved": item})
    return _back_to(item)


@roles(*KEEPERS)
@require_POST
def sheet_item_delete(request: HttpRequest, item_pk: int) -> HttpResponse:
    item = _own_item(request, item_pk)
    name = str(item)
    try:
        delete_item(item)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã xóa mục “{name}”."[:200])
    return redirect("sheet-edit", item.sheet_id)


@roles(*KEEPERS)
@require_POST
def sheet_finish(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    sheet = _own(request, sheet_pk)
    try:
        finish(sheet, by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("sheet-edit", sheet.pk)
    messages.success(request, "Đã hoàn thành mẫu. Từ nay phong trào của đơn vị chọn được mẫu này.")
    return redirect(sheet)


@roles(*KEEPERS)
@require_POST
def sheet_delete(request: HttpRequest, sheet_pk: int) -> HttpResponse:
    sheet = _own(request, sheet_pk)
    try:
        delete_sheet(sheet, by=person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(sheet)
    messages.success(request, f"Đã xóa {sheet}.")
    return redirect("sheet-list")
