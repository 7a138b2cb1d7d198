"""Who may open which page of the catalogue of titles and commendations: see test_access.py, which tries every cell."""

TABLE = """
method page                       anon  head stranger secretary council chair superior administrator other_secretary other_chair both root
GET    catalogue                  login 403  403      200       200     200   200      200           200             200         200  200
GET    honour-detail              login 403  403      200       200     200   200      200           200             200         200  200
GET    catalogue-salaries         login 403  403      200       200     200   200      200           200             200         200  200
GET    honour-edit                login 403  403      403       403     403   403      403           403             403         403  200
POST   honour-edit                login 403  403      403       403     403   403      403           403             403         403  200
GET    honour-add                 login 403  403      403       403     403   403      403           403             403         403  200
POST   honour-add                 login 403  403      403       403     403   403      403           403             403         403  200
GET    honour-retire              login 403  403      403       403     403   403      403           403             403         403  200
POST   honour-retire              login 403  403      403       403     403   403      403           403             403         403  200
GET    honour-authority-add       login 403  403      403       403     403   403      403           403             403         403  200
POST   honour-authority-add       login 403  403      403       403     403   403      403           403             403         403  200
GET    honour-authority-edit      login 403  403      403       403     403   403      403           403             403         403  200
POST   honour-authority-edit      login 403  403      403       403     403   403      403           403             403         403  200
GET    honour-rate-add            login 403  403      403       403     403   403      403           403             403         403  200
POST   honour-rate-add            login 403  403      403       403     403   403      403           403             403         403  200
GET    honour-rate-edit           login 403  403      403       403     403   403      403           403             403         403  200
POST   honour-rate-edit           login 403  403      403       403     403   403      403           403             403         403  200
GET    catalogue-salary-add       login 403  403      403       403     403   403      403           403             403         403  200
POST   catalogue-salary-add       login 403  403      403       403     403   403      403           403             403         403  200
GET    catalogue-salary-edit      login 403  403      403       403     403   403      403           403             403         403  200
POST   catalogue-salary-edit      login 403  403      403       403     403   403      403           403             403         403  200
"""
KEYS = {"honour", "authority", "rate", "salary"}  # in the URLs of these pages
