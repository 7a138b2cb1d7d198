"""Sheets: the registration forms ("mẫu đăng ký") as data. A campaign asks with a sheet; a registration answers it."""
