"""Who may open the guides: see test_access.py, which tries every cell."""

WORDS = {"guide"}  # what the URLs name them by

TABLE = """
method page                       anon  head stranger secretary council chair superior administrator other_secretary other_chair both root
GET    guide-list                 200   200  200      200       200     200   200      200           200             200         200  200
GET    guide                      200   200  200      200       200     200   200      200           200             200         200  200
"""
