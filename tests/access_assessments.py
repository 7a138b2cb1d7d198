"""Who may open which page of assessments: see test_access.py, which tries every cell."""

KEYS = {"assessment", "assessed", "assessment_import"}  # what the URLs name keys of
WORDS = {"assessment_move", "scale_year"}

TABLE = """
method page                     anon  head stranger secretary council chair superior administrator other_secretary other_chair both root
GET    assessment-list          login 200  200      200       200     200   200      200           200             200         200  200
GET    assessment-add           login 200  404      403       403     403   403      403           403             403         404  403
POST   assessment-add           login 200  404      403       403     403   403      403           403             403         404  403
GET    scale-edit               login 403  403      200       403     403   403      403           404             403         404  403
POST   scale-edit               login 403  403      200       403     403   403      403           404             403         404  403
GET    assessment-detail        login 200  404      200       200     200   200      200           404             404         404  200
GET    assessment-meeting       login 200  404      403       403     403   403      403           403             403         404  403
POST   assessment-meeting       login 200  404      403       403     403   403      403           403             403         404  403
GET    assessment-minutes       login 200  404      200       200     200   200      200           404             404         404  200
POST   assessment-move          login 200  404      403       403     403   403      403           403             403         404  403
GET    assessed-add             login 200  404      403       403     403   403      403           403             403         404  403
POST   assessed-add             login 200  404      403       403     403   403      403           403             403         404  403
GET    assessed-import          login 200  404      403       403     403   403      403           403             403         404  403
POST   assessed-import          login 200  404      403       403     403   403      403           403             403         404  403
GET    assessed-import-preview  login 200  404      403       403     403   403      403           403             403         404  403
POST   assessed-import-run      login 302  404      403       403     403   403      403           403             403         404  403
GET    assessed-sample          login 200  404      403       403     403   403      403           403             403         404  403
GET    assessed-points          login 200  404      403       403     403   403      403           403             403         404  403
POST   assessed-points          login 200  404      403       403     403   403      403           403             403         404  403
POST   assessed-remove          login 302  404      403       403     403   403      403           403             403         404  403
GET    assessed-strike          login 200  404      403       403     403   403      403           403             403         404  403
POST   assessed-strike          login 200  404      403       403     403   403      403           403             403         404  403
"""
