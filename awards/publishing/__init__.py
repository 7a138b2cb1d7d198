"""What everybody may see without signing in: pages, feeds and what search engines are told. See docs/decisions/0029."""
