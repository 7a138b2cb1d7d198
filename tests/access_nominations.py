"""Who may open which page of nominations: see test_access.py, which tries every cell."""

KEYS = {"nomination"}  # what the URLs name keys of

TABLE = """
method page                       anon  head stranger secretary council chair superior administrator other_secretary other_chair both root
GET    nomination-detail          login 200  404      200       200     200   200      200           404             404         404  200
GET    nomination-detail@draft    login 404  200      404       404     404   404      404           404             404         404  404
"""
