"""Rules about the code itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

from tests import access_assessments, access_catalogue, access_council, access_decisions, access_guide, access_nominations, access_postings, access_public
from tests.addresses import our_patterns

BASE = Path(settings.BASE_DIR)
ORDER = [  # each imports only from itself and from those before it
    "emulation.short_codes",
    "emulation.sharing",
    "emulation.vietnamese",
    "emulation.pictures",
    "emulation.spreadsheets",
    "emulation.listing",
    "emulation.units",
    "emulation.people",
    "emulation.guide",
    "emulation.history",
    "emulation.typed",
    "emulation.attachments",
    "emulation.jobs",
    "emulation.workflow",
    "emulation.papers",
    "emulation.signatures",
    "emulation.notices",
    "emulation.offices",
    "emulation.issuing",
    "emulation.sheets",
    "emulation.campaigns",
    "emulation.drafting",
    "registrations",
    "awards",
]
LOOK_UP = {"emulation/urls.py", "emulation/celery.py", "emulation/__init__.py", "emulation/settings.py"}
LOOK_DOWN_TO: dict[str, set[str]] = {  # on the ground, outside the order
    "emulation/compression.py": set(),
    "emulation/health.py": {"emulation.people"},
    "emulation/not_allowed.py": set(),
    "emulation/nul.py": set(),
    "emulation/policy.py": set(),
    "emulation/wsgi.py": set(),
}

SOURCES = sorted(path for top in ("emulation", "registrations", "awards") for path in (BASE / top).rglob("*.py"))
MODULES = [path for path in SOURCES if "migrations" not in path.parts]
MIGRATIONS = [path for path in SOURCES if "migrations" in path.parts and path.stem != "__init__"]
TEMPLATES = sorted((BASE / "templates").rglob("*.*"))
PYTHON = sorted([*MODULES, *(BASE / "tests").rglob("*.py")])

FUNCTION_LINES, VIEW_LINES, FILE_LINES, TEMPLATE_LINES = 50, 25, 300, 120
NO_SUBJECT = {"core", "common", "utils", "util", "helpers", "services", "base", "misc", "tools"}
BY_NAME = {"429.html", "400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def name(path: Path) -> str:
    return path.relative_to(BASE).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def dotted(path: Path) -> str:
    return name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def place(module: str) -> str | None:
    """The entry of ORDER that a module belongs to."""
    return next((entry for entry in ORDER if f"{module}.".startswith(f"{entry}.")), None)


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever it does so."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}:{node.lineno} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """(name, lines with its decorators) of each function."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield node.name, (node.end_lineno or node.lineno) - first + 1


def test_who_may_reach_a_record_is_asked_of_all_that_a_term_covers() -> None:
    """A query by `units_as` misses what those units were before a merger; `tops_as` and `tops_read_as` do not."""
    wrong = [name(path) for path in MODULES if re.search(r"subtrees\([^\n]*units_as\(", path.read_text(encoding="utf-8"))]
    assert wrong == []


def test_imports_go_one_way() -> None:
    wrong = []
    for path in SOURCES:
        here = place(dotted(path))
        allowed = set(ORDER[: ORDER.index(here) + 1]) if here else LOOK_DOWN_TO.get(name(path), set())
        if name(path) not in LOOK_UP:
            ours = {module for module in imported(path) if module.startswith(("emulation.", "registrations", "awards"))}
            wrong += [f"{name(path)} imports {module}" for module in sorted(ours) if place(module) not in allowed]
    assert wrong == []


def test_every_module_is_in_the_order_or_on_the_ground() -> None:
    assert {name(path) for path in SOURCES if place(dotted(path)) is None} == LOOK_UP | set(LOOK_DOWN_TO)


def test_source_imports_nothing_from_tests() -> None:
    assert [name(path) for path in SOURCES if any(module.split(".")[0] == "tests" for module in imported(path))] == []


def assigned(node: ast.AST) -> list[ast.expr]:
    """The single targets of an assignment."""
    if isinstance(node, ast.Assign):
        return [one for target in node.targets for one in ast.walk(target) if isinstance(one, ast.expr)]
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr) and isinstance(node.target, ast.expr) else []


WRITERS = {"update", "create", "get_or_create", "update_or_create", "bulk_update", "bulk_create", "aupdate", "acreate"}


def writes_state(node: ast.AST) -> bool:
    """Whether a statement sets `state` of a record: by attribute, by setattr, by a query."""
    if any(isinstance(target, ast.Attribute) and target.attr == "state" and isinstance(target.ctx, ast.Store) for target in assigned(node)):
        return True
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    names_it = any(isinstance(one, ast.Constant) and one.value == "state" for argument in node.args for one in ast.walk(argument))
    passes_it = any(keyword.arg == "state" for keyword in node.keywords)
    in_defaults = any(keyword.arg == "defaults" and '"state"' in ast.unparse(keyword.value).replace("'", '"') for keyword in node.keywords)
    return (
        (called in WRITERS and (passes_it or names_it or in_defaults))
        or (called == "setattr" and names_it)
        or (called in {"Award", "Campaign", "Decision", "Draft", "Nomination", "OutgoingPaper", "Registration"} and passes_it)
    )


@pytest.mark.parametrize(
    "code",
    [
        "record.state = 1",
        "before, record.state = 1, 2",
        "setattr(record, 'state', 1)",
        "Campaign.objects.filter(pk=1).update(state=1)",
        "Campaign.objects.create(state=1)",
        "Campaign(state=1)",
        "Campaign.objects.bulk_update(campaigns, ['state'])",
        "Campaign.objects.update_or_create(pk=1, defaults={'state': 1})",
    ],
)
def test_writing_a_state_is_recognised(code: str) -> None:
    assert any(writes_state(node) for node in ast.walk(ast.parse(code)))


def test_only_the_workflow_module_writes_a_state() -> None:
    writers = [name(path) for path in MODULES for node in ast.walk(tree(path)) if writes_state(node)]
    assert writers == ["emulation/workflow.py"]


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_has_a_name_given_by_hand() -> None:
    assert [name(path) for path in MIGRATIONS if not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]*", path.stem) or "_auto_" in path.stem] == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\|\s*safe(seq)?\b",
        r"\sstyle\s*=",
        r"<style\b",
        r"<script\b(?![^>]*\ssrc=)",
        r"\son[a-z]+\s*=\s*[\"']",
        r"javascript:",
        r"csrf_exempt",
    ],
)
def test_no_template_has_what_opens_a_door_to_scripts(pattern: str) -> None:
    assert [name(path) for path in TEMPLATES if path.suffix != ".txt" and re.search(pattern, path.read_text(encoding="utf-8"), re.IGNORECASE)] == []


def test_only_plain_text_is_written_without_escaping() -> None:
    unescaped = [path for path in TEMPLATES if "autoescape" in path.read_text(encoding="utf-8")]
    assert {path.suffix for path in unescaped} <= {".txt"}


def test_no_source_switches_escaping_or_the_csrf_check_off() -> None:
    forbidden = {"mark_safe", "SafeString", "SafeText", "csrf_exempt", "eval", "exec"}
    used = {
        (name(path), word)
        for path in MODULES
        for node in ast.walk(tree(path))
        for word in [getattr(node, "id", None) or getattr(node, "attr", None) or (node.name if isinstance(node, ast.alias) else None)]
        if word in forbidden
    }
    assert used == set()


def test_only_pictures_and_guides_hand_templates_markup_of_their_own() -> None:
    """`__html__` tells Django that something is escaped already."""
    handing = {name(path) for path in MODULES if re.search(r"__html__|html_safe", path.read_text(encoding="utf-8"))}
    assert handing == {"emulation/guide/rendering.py", "emulation/pictures/drawing.py"}


def test_no_function_is_longer_than_fifty_lines() -> None:
    assert [f"{name(path)}: {function} {lines}" for path in PYTHON for function, lines in functions(path) if lines > FUNCTION_LINES] == []


def test_no_view_is_longer_than_twenty_five_lines() -> None:
    views = [path for path in MODULES if path.stem == "views" or path.parent.name == "views"]
    assert [f"{name(path)}: {function} {lines}" for path in views for function, lines in functions(path) if lines > VIEW_LINES] == []


def test_no_file_is_longer_than_its_budget() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in [*PYTHON, *TEMPLATES]}
    assert [f"{name(path)}: {lines}" for path, lines in lengths.items() if lines > (TEMPLATE_LINES if path in TEMPLATES else FILE_LINES)] == []


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    silent = [name(path) for path in PYTHON if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree(path))]
    assert silent == []


def test_every_module_is_named_after_its_subject() -> None:
    assert [name(path) for path in PYTHON if {path.stem, *path.relative_to(BASE).parent.parts} & NO_SUBJECT] == []


def test_example_environment_lists_every_variable_that_the_settings_read() -> None:
    calls = [node for node in ast.walk(tree(BASE / "emulation/settings.py")) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    read = {
        call.args[0].value
        for call in calls
        if isinstance(call.func.value, ast.Name) and call.func.value.id == "env" and call.args and isinstance(call.args[0], ast.Constant)
    }
    of_settings, _, of_make_run = (BASE / ".env.example").read_text(encoding="utf-8").partition("# Only `make run` reads these")
    assert set(re.findall(r"^#?([A-Z_]+)=", of_settings, re.MULTILINE)) == read
    assert set(re.findall(r"^#?([A-Z_]+)=", of_make_run, re.MULTILINE)) == {"HOST", "PORT", "DEMO"}


def test_no_other_module_reads_the_environment() -> None:
    readers = {name(path) for path in MODULES if re.search(r"\benviron\b|\bgetenv\b", path.read_text(encoding="utf-8"))}
    assert readers - {"emulation/settings.py", "emulation/celery.py", "emulation/wsgi.py"} == set()


def test_names_of_url_parameters_say_what_they_are_the_key_of() -> None:
    """A bare `pk` or `id` would let the table put one record's key where another's belongs."""
    names = {key for pattern in our_patterns().values() for key in pattern.pattern.converters}
    words = {"part", "step", "unit_change", "campaign_move", "registration_move", "local_drive_move", "ordinal", "item_type", "table", "file_format"}
    words |= access_council.WORDS | access_decisions.WORDS | {"nomination_move", "nomination_year", "paper_move", "code", "draft_kind", "draft_move"}
    words |= access_postings.WORDS | access_assessments.WORDS | access_public.WORDS | access_guide.WORDS | {"passage_level"}
    keys = {"unit", "parent", "campaign", "registration", "invitation", "term", "user", "notice", "sheet", "item", "job", "local_drive", "cluster", "import"}
    keys |= {"plan_scan", "paper_scan", "paper", "series", "signed_copy", "mark", "draft", "passage", "document", "group", "typed"}
    keys |= access_postings.KEYS | access_assessments.KEYS
    keys |= access_catalogue.KEYS | access_nominations.KEYS | access_council.KEYS | access_decisions.KEYS
    assert names - words == {f"{key}_pk" for key in keys}


def used_templates() -> set[str]:
    """Names of templates that a view, another template or Django asks for, and those put in the place of allauth's own."""
    texts = [path.read_text(encoding="utf-8") for path in [*MODULES, *TEMPLATES]]
    named = {found for text in texts for found in re.findall(r"[\"']([\w/.-]+\.(?:html|txt|xml|css|svg))[\"']", text)}
    of_allauth = Path(allauth.__file__).parent / "templates"
    return named | BY_NAME | {path.relative_to(of_allauth).as_posix() for path in of_allauth.rglob("*.*")}


def test_every_template_is_used() -> None:
    there = {path.relative_to(BASE / "templates").as_posix() for path in TEMPLATES}
    assert there - used_templates() == set()


def test_every_template_compiles() -> None:
    for path in TEMPLATES:
        get_template(path.relative_to(BASE / "templates").as_posix())


def test_who_acts_is_written_in_history_with_their_title() -> None:
    calls = [(name(path), node) for path in MODULES for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    told = [
        (f"{path}: {node.lineno}", {one.arg: ast.unparse(one.value) for one in node.keywords})
        for path, node in calls
        if getattr(node.func, "id", "") in ("write_line", "line_about")
    ]
    assert [where for where, words in told if words.get("by", "None") != "None" and "title" not in words] == []
