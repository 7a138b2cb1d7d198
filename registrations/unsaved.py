"""What somebody typed into the steps of a registration and has not saved: it is kept, but no part of what is sent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict

from emulation.people.models import User
from emulation.typed.models import Typed
from emulation.typed.pages import differences_of
from emulation.workflow import Badge
from registrations.answers import Answers, answers_of, questions_of
from registrations.forms import item_formset
from registrations.models import Registration
from registrations.steps import Step, steps_of

UNSAVED = Badge("late", "!", "Chưa lưu")


def steps_before(user: User, registration: Registration) -> list[Step]:
    """The steps of a registration as this person has them before him: those with unsaved text say so."""
    return steps_before_each(user, [registration])[registration.pk]


def steps_before_each(user: User, registrations: Iterable[Registration]) -> dict[int, list[Step]]:
    """The same of many, by key, with one question to the database about what is typed."""
    answered = {one.pk: answers_of(one) for one in registrations}
    steps = {one.pk: steps_of(one, questions_of(one), answered[one.pk]) for one in registrations}
    addresses = [step.url for each in steps.values() for step in each if step.questions]
    texts: defaultdict[str, list[Typed]] = defaultdict(list)
    for text in Typed.objects.visible_to(user).unsaved().filter(address__in=addresses) if addresses else ():
        texts[text.address].append(text)
    return {pk: [_marked(step, texts[step.url], answered[pk]) for step in each] for pk, each in steps.items()}


def _marked(step: Step, texts: list[Typed], answers: Answers) -> Step:
    unsaved = next((text for text in texts if _says_more(text, step, answers)), None)
    return replace(step, badge=UNSAVED, unsaved_at=unsaved.saved_at) if unsaved else step


def _says_more(text: Typed, step: Step, answers: Answers) -> bool:
    """Whether saving the text would change an answer."""
    data = QueryDict(mutable=True)
    for name, value, *_ in text.data:
        data.appendlist(name, value)
    return any(differences_of([item_formset(question, answers, data) for question in step.questions]))
