"""Who may open which page of nominations: see test_access.py, which tries every cell."""

KEYS = {"nomination", "evidence", "nomination_import"}  # what the URLs name keys of

TABLE = """
method page                             anon  head stranger secretary council chair superior administrator other_secretary other_chair both root
GET    nomination-list                  login 200  200      200       200     200   200      200           200             200         200  200
POST   nomination-send-all              login 302  302      302       403     403   403      403           302             403         302  403
GET    nomination-add                   login 200  200      403       403     403   403      403           403             403         200  403
POST   nomination-add                   login 200  200      403       403     403   403      403           403             403         200  403
GET    nomination-add-paper             login 403  403      200       403     403   403      403           200             403         200  403
POST   nomination-add-paper             login 403  403      200       403     403   403      403           200             403         200  403
GET    nomination-detail                login 200  404      200       200     200   200      200           404             404         404  200
GET    nomination-detail@draft          login 404  200      404       404     404   404      404           404             404         404  404
GET    nomination-edit@draft            login 404  200      404       403     403   403      403           404             403         404  403
POST   nomination-edit@draft            login 404  200      404       403     403   403      403           404             403         404  403
POST   nomination-edit                  login 302  404      403       403     403   403      403           404             403         404  403
GET    nomination-appraise              login 403  403      200       403     403   403      403           404             403         404  403
POST   nomination-appraise              login 403  403      200       403     403   403      403           404             403         404  403
POST   nomination-move                  login 403  404      200       403     403   403      403           404             404         404  403
POST   nomination-move@draft            login 404  302      404       403     404   403      403           404             404         404  403
POST   nomination-evidence-add@draft    login 404  200      404       403     403   403      403           404             403         404  403
GET    nomination-evidence              login 200  404      200       200     200   200      200           404             404         404  200
POST   nomination-evidence-remove       login 302  404      403       403     403   403      403           404             403         404  403
POST   nomination-discard               login 302  404      403       403     403   403      403           404             403         404  403
POST   nomination-discard@draft         login 404  302      404       403     403   403      403           404             403         404  403
POST   nomination-import-discard        login 404  404      302       403     403   403      403           404             403         404  403
GET    nomination-structure             login 403  403      200       200     200   403      200           404             404         404  200
GET    nomination-structure-year        login 403  403      200       200     200   403      200           200             200         200  200
GET    nomination-import                login 200  200      403       403     403   403      403           403             403         200  403
POST   nomination-import                login 200  200      403       403     403   403      403           403             403         200  403
GET    nomination-import-paper          login 403  403      200       403     403   403      403           200             403         200  403
POST   nomination-import-paper          login 403  403      200       403     403   403      403           200             403         200  403
GET    nomination-import-sample         login 200  200      200       403     403   403      403           200             403         200  403
GET    nomination-import-preview        login 404  404      200       403     403   403      403           404             403         404  403
POST   nomination-import-run            login 404  404      302       403     403   403      403           404             403         404  403
"""
