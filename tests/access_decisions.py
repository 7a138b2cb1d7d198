"""Who may open which page of decisions, certificates and what was awarded: see test_access.py, which tries every cell.

"@draft" is about a decision that the secretary is still drawing up.
"""

KEYS = {"decision", "award"}  # what the URLs name keys of
WORDS = {"decision_move", "award_move", "decision_print"}  # and words

TABLE = """
method page                       anon  head stranger secretary council chair superior administrator other_secretary other_chair both root
GET    decision-list              login 403  403      200       200     200   200      200           200             200         200  200
GET    decision-add               login 403  403      200       403     403   403      403           200             403         200  403
POST   decision-add               login 403  403      200       403     403   403      403           200             403         200  403
GET    decision-detail            login 403  403      200       200     200   200      200           404             404         404  200
GET    decision-detail@draft      login 403  403      200       200     200   404      200           404             404         404  200
GET    decision-candidates@draft  login 403  403      200       403     403   403      403           404             403         404  403
POST   decision-candidates@draft  login 403  403      200       403     403   403      403           404             403         404  403
POST   decision-move              login 403  403      200       403     403   403      403           404             404         404  403
POST   decision-move@draft        login 403  403      302       403     403   403      403           404             404         404  403
GET    decision-deciding          login 403  403      403       403     200   403      403           403             404         403  403
POST   decision-mark              login 403  403      403       403     200   403      403           403             404         403  403
GET    decision-certificates      login 403  403      200       403     403   403      403           404             403         404  403
POST   decision-certificates      login 403  403      200       403     403   403      403           404             403         404  403
POST   decision-print             login 403  403      302       403     403   403      403           404             403         404  403
GET    decision-payments          login 403  403      200       200     200   200      200           404             404         404  200
GET    decision-payments-xlsx     login 403  403      200       200     200   200      200           404             404         404  200
GET    award-deciding             login 403  403      200       200     200   200      200           404             404         404  200
GET    award-deciding@draft       login 403  403      200       200     200   404      200           404             404         404  200
GET    award-edit@draft           login 403  403      200       403     403   403      403           404             403         404  403
POST   award-edit@draft           login 403  403      200       403     403   403      403           404             403         404  403
POST   award-take-out@draft       login 403  403      302       403     403   403      403           404             403         404  403
POST   award-move                 login 403  403      403       403     200   403      403           403             404         403  403
GET    award-list                 login 200  200      200       200     200   200      200           200             200         200  200
GET    award-detail               login 200  404      200       200     200   200      200           404             404         404  200
GET    award-detail@draft         login 404  404      404       404     404   404      404           404             404         404  404
GET    award-paper                login 200  404      200       200     200   200      200           404             404         404  200
GET    award-paper@draft          login 404  404      404       404     404   404      404           404             404         404  404
GET    award-statistics           login 403  403      200       200     200   200      200           200             200         200  200
POST   award-statistics-pdf       login 403  403      302       302     302   302      302           302             302         302  302
GET    award-statistics-xlsx      login 403  403      200       200     200   200      200           200             200         200  200
"""
