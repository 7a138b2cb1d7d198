"""Pictures of numbers, drawn as SVG: a part of a page that needs no style or script of its own, and an image on papers."""
