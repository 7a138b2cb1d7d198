"""Accounts, terms of office, and the one-time codes handed out to those without e-mail."""

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from emulation.units.changes import carriers
from emulation.units.models import Top, Unit, paths_above, subtrees
from emulation.vietnamese.dates import clock
from emulation.vietnamese.fields import VietnameseCharField
from emulation.vietnamese.order import name_key, search_key


class Role(models.TextChoices):
    HEAD = "head", "Người đứng đầu đơn vị"
    SECRETARY = "secretary", "Thư ký Hội đồng"
    COUNCIL = "council", "Thành viên Hội đồng"
    CHAIR = "chair", "Chủ tịch"
    SUPERIOR = "superior", "Cơ quan cấp trên (chỉ xem)"
    ADMINISTRATOR = "administrator", "Quản trị"


class UserQuerySet(models.QuerySet["User"]):
    """Questions about many people."""

    def holding(self, role: Role, *units: Unit, on: date | None = None) -> "UserQuerySet":
        """Active people who hold the role on that day (today unless given) at one of these very units, or at what carries on an ended one."""
        terms = Term.objects.in_force(on).filter(role=role, unit__in={unit.pk for unit in units} | carriers(units))
        return self.filter(is_active=True, pk__in=terms.values("user"))

    def visible_to(self, user: "User") -> "UserQuerySet":
        """The people whose terms somebody may look after: those at units below his own as secretary or administrator."""
        if user.is_superuser:
            return self
        terms = Term.objects.filter(subtrees("unit__path", user.units_in_keeping))
        return self.filter(pk__in=terms.values("user"), is_superuser=False)


class UserManager(BaseUserManager["User"]):
    """Makes accounts; user names are kept in lower case."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username.lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. What its owner may do follows from the terms of office in force; a superuser administers the whole installation."""

    username = models.CharField(
        "Tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng. Xin chọn tên khác."},
    )
    full_name = VietnameseCharField("Họ và tên", max_length=120)
    phone = VietnameseCharField("Điện thoại", max_length=40, blank=True)
    email = models.EmailField("Thư điện tử", blank=True, help_text="Có thể để trống.")
    is_active = models.BooleanField("Đang dùng", default=True)
    is_staff = models.BooleanField("Được vào trang quản trị", default=False)
    date_joined = models.DateTimeField("Lập lúc", default=timezone.now)
    sort_key = models.CharField(max_length=400, editable=False)
    search_key = models.CharField(max_length=400, editable=False)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """What lists are sorted and searched by; to be called by those who save many at once."""
        self.sort_key = name_key(self.full_name)
        self.search_key = search_key(f"{self.full_name} {self.username}")

    @cached_property
    def terms_in_force(self) -> list["Term"]:
        """This person's terms today, with their units; asked once a request."""
        return list(self.terms.in_force().select_related("unit__commune").order_by("starts_on", "pk"))

    def terms_as(self, *roles: Role) -> list["Term"]:
        return [term for term in self.terms_in_force if term.role in roles]

    def units_as(self, *roles: Role) -> list[Unit]:
        """The units at which one of these roles is held today."""
        return [term.unit for term in self.terms_as(*roles)]

    def tops_as(self, *roles: Role) -> list[Top]:
        """The tops of the subtrees for which this person acts: those units, and the earlier ones whose work they carry on."""
        return [top for term in self.terms_as(*roles) for top in term.tops]

    def tops_read_as(self, *roles: Role) -> list[Top]:
        """The tops of the subtrees whose records this person reads: those units, and all that they came from."""
        units = self.units_as(*roles)
        return [*units, *(former for unit in units for former in unit.formers)]

    @property
    def units_in_view(self) -> list[Top]:
        """The tops of the subtrees whose units this person may look at."""
        return self.tops_read_as(Role.SECRETARY, Role.COUNCIL, Role.CHAIR, Role.SUPERIOR, Role.ADMINISTRATOR)

    @property
    def units_in_keeping(self) -> list[Top]:
        """The tops of the subtrees whose units and people this person looks after."""
        return self.tops_as(Role.SECRETARY, Role.ADMINISTRATOR)

    def sees(self, unit: Unit) -> bool:
        """Whether this person may look at the unit's page."""
        return self.is_superuser or any(unit.path.startswith(top.path) for top in self.units_in_view)

    def term_over(self, unit: Unit, *roles: Role) -> "Term | None":
        """The term in force by which this person acts for the unit in one of these roles, or None."""
        above = set(paths_above(unit))
        return next((term for term in self.terms_as(*roles) if any(top.path in above for top in term.tops)), None)

    def title_over(self, unit: Unit, *roles: Role) -> str:
        """The title under which this person acts for the unit in one of these roles, as history tells it; "" without such a term."""
        return str(self.term_over(unit, *roles) or "")


class TermQuerySet(models.QuerySet["Term"]):
    """Questions about many terms."""

    def in_force(self, on: date | None = None) -> "TermQuerySet":
        """Terms in force on that day, today unless given."""
        day = on or timezone.localdate()
        return self.filter(Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))

    def visible_to(self, user: User) -> "TermQuerySet":
        """The terms that somebody may look after: at units below his own as secretary or administrator."""
        if user.is_superuser:
            return self
        return self.filter(subtrees("unit__path", user.units_in_keeping))


class Term(models.Model):
    """Who holds which role at which unit from when to when, under the title that is printed."""

    user = models.ForeignKey(User, models.PROTECT, related_name="terms", verbose_name="Người giữ nhiệm vụ")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms", verbose_name="Đơn vị")
    role = models.CharField("Vai trò", max_length=20, choices=Role.choices)
    title = VietnameseCharField("Chức danh in trên văn bản", max_length=100, help_text="Như “Tổ trưởng”, “Hiệu trưởng”.")
    starts_on = models.DateField("Từ ngày", default=timezone.localdate)
    ends_on = models.DateField("Đến hết ngày", null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm kỳ"
        verbose_name_plural = "nhiệm kỳ"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="term_ends_after_it_starts",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(ends_on=None),
                name="one_open_term_per_person_unit_and_role",
                violation_error_message="Người này đang giữ vai trò đó tại đơn vị này rồi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.unit}"

    @property
    def is_in_force(self) -> bool:
        """Whether it is in force today, as `in_force` asks the database."""
        today = timezone.localdate()
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)

    @property
    def tops(self) -> list[Top]:
        """The tops of the subtrees that the term covers: its unit, and the earlier ones whose work that unit carries on."""
        return [self.unit, *self.unit.carried_on]


CODE_LIFE = timedelta(days=3)
CODE_TRIES = 5


class OneTimeCode(models.Model):
    """A code that lets its owner choose a new password once; only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="one_time_codes")
    code_hash = models.CharField(max_length=128)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "mã dùng một lần"
        verbose_name_plural = "mã dùng một lần"
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(used_at=None), name="one_open_code_per_person"),
            models.CheckConstraint(condition=Q(tries__lte=CODE_TRIES), name="code_tried_at_most_five_times"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {clock(self.made_at)}"


class BulkImportQuerySet(models.QuerySet["BulkImport"]):
    """Questions about many uploaded tables."""

    def visible_to(self, user: User) -> "BulkImportQuerySet":
        """One's own, while one keeps the unit."""
        return self.filter(owner=user, unit__in=Unit.objects.kept_by(user))

    def stale(self, now: datetime) -> "BulkImportQuerySet":
        """Those that nobody needs any more."""
        return self.filter(made_at__lt=now - IMPORT_LIFE)


IMPORT_LIFE = timedelta(days=1)


class BulkImport(models.Model):
    """A table that its owner uploaded to look at and then to import; its content is thrown away when it is imported, or after a day."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="bulk_imports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bulk_imports")
    table = models.CharField(max_length=20, choices=[("don-vi", "Đơn vị và người đứng đầu"), ("nhiem-vu", "Người giữ nhiệm vụ")])
    file_name = VietnameseCharField(max_length=200)
    content = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    imported_at = models.DateTimeField(null=True, blank=True)

    objects = BulkImportQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp nhập"
        verbose_name_plural = "tệp nhập"
        constraints = [
            models.UniqueConstraint(fields=["owner", "unit", "table"], condition=Q(imported_at=None), name="one_open_import_per_person_unit_and_table"),
            models.CheckConstraint(
                condition=Q(content=None, imported_at__isnull=False) | Q(content__isnull=False, imported_at=None), name="content_kept_until_imported"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, {clock(self.made_at)}"

    def get_absolute_url(self) -> str:
        return reverse("unit-import-preview", args=[self.pk])
