"""manage.py load_catalogue: load titles, authorities, coefficients and base salaries from awards/catalogue.toml."""

from typing import Any

from django.core.management.base import BaseCommand

from awards.loading import load_catalogue


class Command(BaseCommand):
    help = "Nạp danh mục danh hiệu, thẩm quyền, hệ số tiền thưởng và mức lương cơ sở từ tệp. Dòng đã sửa trên trang được giữ nguyên."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_catalogue()
        for sentence in loaded.kept:
            self.stdout.write(sentence)
        self.stdout.write(f"Đã ghi {loaded.written} dòng, giữ nguyên {len(loaded.kept)} dòng đã sửa trên trang.")
