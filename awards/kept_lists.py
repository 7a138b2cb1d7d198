"""What importing a list of nominees and one of households have in common: each row is held against the model, and all come in or none."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models

from awards.models.importing import KeptList
from emulation.spreadsheets.plans import Entry, Plan
from emulation.workflow import MoveRefused


def refuse_unfit(entry: Entry, model: type[models.Model], *names: str, required: tuple[str, ...]) -> None:
    """Note in the row what is missing, too long, or cannot be printed: whatever a form of the model would say of these fields."""
    for name in (*required, *names):
        field, text = model._meta.get_field(name), entry.row.text(name)
        assert isinstance(field, models.Field)
        form_field = field.formfield()
        assert form_field is not None  # of text there is always one
        if not text:
            if name in required:
                entry.refuse("xin ghi ô này.", name)
            continue
        try:
            form_field.clean(text)
        except ValidationError as error:
            entry.refuse(" ".join(error.messages), name)


def take(kept: KeptList, now: datetime) -> None:
    """Let nobody import it a second time. Raises MoveRefused where somebody has."""
    if not kept.take(now):
        raise MoveRefused("Tệp này đã được nhập rồi.")


def clean(plan: Plan) -> Plan:
    """The plan, when no row of it is faulty. Raises MoveRefused otherwise."""
    if not plan.is_clean:
        raise MoveRefused("Chưa nhập dòng nào, vì còn dòng có lỗi. Xin sửa các dòng sau trong tệp rồi tải lên lại.")
    return plan
