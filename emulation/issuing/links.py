"""Which papers may replace or correct which."""

from django.core.exceptions import ValidationError

from emulation.issuing.models import OutgoingPaper, State
from emulation.units.models import Unit


def linked(unit: Unit, other: OutgoingPaper | None) -> OutgoingPaper | None:
    """The paper that another one of the unit replaces or corrects. Raises ValidationError unless it is in force and of the same issuer."""
    if other and (other.state != State.ISSUED or other.unit_id != unit.pk):
        raise ValidationError("Chỉ thay thế, đính chính được văn bản đã ban hành, còn hiệu lực, của cùng cơ quan.")
    return other
