"""Forms of sign-in, accounts and terms."""

from collections.abc import Sequence
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from emulation.people.models import Term, User
from emulation.people.terms import grantable_roles
from emulation.spreadsheets.reading import Column, read_table
from emulation.spreadsheets.records import MOST_BYTES, Unreadable
from emulation.units.models import Unit
from emulation.vietnamese.fields import DayInput, VietnameseFormField

OF_THE_PERSON = ("full_name", "phone", "email")
NEW_PASSWORD = {"autocomplete": "new-password"}
PASSWORD_HELP = "Ít nhất 8 ký tự, không chỉ toàn chữ số."
DIFFERENT = "Hai lần gõ mật khẩu chưa giống nhau."


class SignInForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Tên đăng nhập"
        self.fields["login"].widget.attrs.update({"placeholder": "", "autocapitalize": "none", "autocomplete": "username"})
        self.fields["password"].label = "Mật khẩu"
        self.fields["password"].widget.attrs["placeholder"] = ""
        self.fields["password"].help_text = ""
        self.fields["remember"].label = "Giữ đăng nhập trên máy này"


def _relabel(form: forms.Form, labels: dict[str, str]) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs["placeholder"] = ""


class _TypedTwice:
    """A new password typed twice. What differs is said here, before allauth would say it in English."""

    cleaned_data: dict[str, Any]

    def clean_password2(self) -> str:
        password: str = self.cleaned_data["password2"]
        if "password1" in self.cleaned_data and password != self.cleaned_data["password1"]:
            raise ValidationError(DIFFERENT)
        return password


class PasswordChangeForm(_TypedTwice, ChangePasswordForm):
    """The old password and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"oldpassword": "Mật khẩu hiện tại", "password1": "Mật khẩu mới", "password2": "Mật khẩu mới, gõ lại"})
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = PASSWORD_HELP


class PasswordResetForm(ResetPasswordForm):
    """The address to which a link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"email": "Thư điện tử"})


class PasswordResetKeyForm(_TypedTwice, ResetPasswordKeyForm):
    """The new password twice, behind the link of a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"password1": "Mật khẩu mới", "password2": "Mật khẩu mới, gõ lại"})
        self.fields["password1"].help_text = PASSWORD_HELP


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, before something delicate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"password": "Mật khẩu"})
        self.fields["password"].help_text = ""


class OneTimeCodeForm(_TypedTwice, forms.Form):
    """A code from the secretary, and the new password that it lets one choose."""

    username = forms.CharField(label="Tên đăng nhập", max_length=60, widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "username"}))
    code = forms.CharField(
        label="Mã dùng một lần",
        max_length=12,
        help_text="Thư ký Hội đồng cấp, như 7K3M-92QX.",
        widget=forms.TextInput({"autocomplete": "one-time-code"}),
    )
    password1 = forms.CharField(label="Mật khẩu mới", help_text=PASSWORD_HELP, strip=False, widget=forms.PasswordInput(NEW_PASSWORD))
    password2 = forms.CharField(label="Mật khẩu mới, gõ lại", strip=False, widget=forms.PasswordInput(NEW_PASSWORD))

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password)
        return password


class TermForm(forms.ModelForm):
    """A role at a unit, for a new account or for somebody who has one."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        help_text="Chữ thường không dấu, như tdp01.",
        widget=forms.TextInput({"autocapitalize": "none"}),
    )
    has_account = forms.BooleanField(label="Người này đã có tài khoản với tên đăng nhập trên", required=False)
    full_name = VietnameseFormField(label="Họ và tên", max_length=120, required=False, help_text="Để trống nếu đã có tài khoản.")
    phone = VietnameseFormField(label="Điện thoại", max_length=40, required=False)
    email = forms.EmailField(label="Thư điện tử", required=False, help_text="Có thể để trống.")
    field_order = ["role", "title", "starts_on", "username", "has_account", "full_name", "phone", "email"]

    class Meta:
        model = Term
        fields = ["role", "title", "starts_on"]
        widgets = {"starts_on": DayInput}

    def __init__(self, *args: Any, unit: Unit, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.instance.unit = unit
        self.fields["role"].choices = [(role.value, role.label) for role in grantable_roles(by, unit)]  # type: ignore[attr-defined]
        self.fields["title"].initial = "" if unit.has_office else unit.words.head
        self.fields["starts_on"].show_hidden_initial = False  # Django shows it for a default that is called, and then with aria-describedby

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if username := cleaned.get("username"):
            self._find_or_make(username, cleaned)
        return cleaned

    def _find_or_make(self, username: str, cleaned: dict[str, Any]) -> None:
        if cleaned["has_account"]:
            self._find(username, cleaned)
            return
        user = User(username=username, full_name=cleaned.get("full_name", ""), phone=cleaned.get("phone", ""), email=cleaned.get("email", ""))
        user.set_unusable_password()
        try:
            user.full_clean(exclude=set(self.errors))  # what is wrong already need not be said twice
        except ValidationError as errors:
            self.add_error(None, errors)  # each under its own field
        self.instance.user = user

    def _find(self, username: str, cleaned: dict[str, Any]) -> None:
        """The account meant. The constraint on open terms is asked here: a ModelForm skips it, since it names fields that the form lacks."""
        found = User.objects.visible_to(self.by).filter(username=username).first()
        if found is None:
            self.add_error("username", "Trong địa phương không có tài khoản nào mang tên đăng nhập này.")
            return
        if found.terms.filter(unit=self.instance.unit, role=cleaned.get("role"), ends_on=None).exists():
            self.add_error("role", "Người này đang giữ vai trò đó tại đơn vị này rồi.")
        self.instance.user = found

    def save(self, commit: bool = True) -> Term:
        if self.instance.user.pk is None:
            self.instance.user.save()
            self.instance.user = self.instance.user
        return super().save(commit)


class TermEditForm(forms.ModelForm):
    """The printed title of a term, and its owner's name, phone and e-mail."""

    full_name = VietnameseFormField(label="Họ và tên", max_length=120)
    phone = VietnameseFormField(label="Điện thoại", max_length=40, required=False)
    email = forms.EmailField(label="Thư điện tử", required=False, help_text="Có thể để trống.")

    class Meta:
        model = Term
        fields = ["title"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OF_THE_PERSON:
            self.fields[name].initial = getattr(self.instance.user, name)

    def save(self, commit: bool = True) -> Term:
        for name in OF_THE_PERSON:
            setattr(self.instance.user, name, self.cleaned_data[name])
        self.instance.user.save()
        return super().save(commit)


class TermEndForm(forms.ModelForm):
    """The last day of a term."""

    class Meta:
        model = Term
        fields = ["starts_on", "ends_on"]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].disabled = True  # kept as a field, so that the constraint on both days is still checked
        self.fields["ends_on"].required = True


class UploadForm(forms.Form):
    """A table as CSV or Excel, read once to see that it can be read; `content` and `remarks` are what came of it."""

    file = forms.FileField(
        label="Tệp CSV hoặc Excel (.xlsx)",
        help_text="Tối đa 5 MB và 20.000 dòng.",
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"required": "Xin chọn tệp.", "empty": "Tệp trống. Xin chọn tệp khác."},
    )

    def __init__(self, *args: Any, columns: Sequence[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        self.content = b""
        self.remarks: tuple[str, ...] = ()

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        self.content = file.read(MOST_BYTES + 1)
        try:
            reading = read_table(self.content, self.columns)
            self.remarks = reading.remarks
            if not sum(1 for _ in reading.rows):
                raise Unreadable("Bảng chưa có dòng nào dưới dòng tiêu đề.")
        except Unreadable as error:
            raise ValidationError(error.faults) from error
        return file
