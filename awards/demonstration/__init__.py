"""Awards in the demonstration: last year's drive of phường Bách Quang carried on to its certificates, what waits there now, and Lương Sơn's of 2024."""
