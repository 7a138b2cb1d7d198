"""Who may open which page of the catalogue of titles and commendations: see test_access.py, which tries every cell."""

TABLE = """
method page                       anon  head stranger secretary council chair superior administrator other_secretary other_chair both root

"""
