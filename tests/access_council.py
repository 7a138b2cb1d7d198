"""Who may open which page of the council, its meetings and ballots: see test_access.py, which tries every cell."""

KEYS = {"council_member", "meeting", "ballot", "recusal"}  # what the URLs name keys of
WORDS = {"meeting_move", "ballot_move", "minutes_kind"}

TABLE = """
method page                       anon  head stranger secretary council chair superior administrator other_secretary other_chair both root
GET    council-list               login 403  403      200       200     200   200      200           200             200         200  200
GET    council-member-add         login 403  403      200       403     403   403      200           404             403         404  200
POST   council-member-add         login 403  403      200       403     403   403      200           404             403         404  200
GET    council-member-edit        login 403  403      200       403     403   403      200           404             403         404  200
POST   council-member-edit        login 403  403      200       403     403   403      200           404             403         404  200
GET    council-member-end         login 403  403      200       403     403   403      200           404             403         404  200
POST   council-member-end         login 403  403      200       403     403   403      200           404             403         404  200
GET    meeting-list               login 403  403      200       200     200   200      200           200             200         200  200
GET    meeting-add                login 403  403      200       403     403   403      403           404             403         404  403
POST   meeting-add                login 403  403      200       403     403   403      403           404             403         404  403
GET    meeting-detail             login 404  404      200       200     200   404      200           404             404         404  200
GET    meeting-detail@draft       login 404  404      200       200     200   404      200           404             404         404  200
GET    meeting-edit               login 403  403      200       403     403   403      403           404             403         404  403
POST   meeting-edit               login 403  403      200       403     403   403      403           404             403         404  403
GET    meeting-agenda             login 403  403      200       403     403   403      403           404             403         404  403
POST   meeting-agenda             login 403  403      200       403     403   403      403           404             403         404  403
GET    meeting-attendance         login 403  403      200       403     403   403      403           404             403         404  403
POST   meeting-attendance         login 403  403      200       403     403   403      403           404             403         404  403
GET    meeting-notes              login 403  403      200       403     403   403      403           404             403         404  403
POST   meeting-notes              login 403  403      200       403     403   403      403           404             403         404  403
POST   meeting-open-ballots       login 403  403      302       403     302   403      403           404             404         404  403
POST   meeting-open-ballots@draft login 403  403      302       403     302   403      403           404             404         404  403
POST   meeting-move               login 403  403      200       403     200   403      403           404             404         404  403
POST   meeting-move@draft         login 403  403      200       403     200   403      403           404             404         404  403
GET    meeting-minutes            login 404  404      200       200     200   200      200           404             404         404  200
POST   meeting-approve            login 403  403      403       403     302   403      403           403             404         403  403
GET    ballot-detail              login 404  404      200       200     200   404      200           404             404         404  200
GET    ballot-detail@draft        login 404  404      200       200     200   404      200           404             404         404  200
GET    ballot-vote                login 404  404      200       200     200   404      404           404             404         404  404
GET    ballot-vote@draft          login 404  404      200       200     200   404      404           404             404         404  404
POST   ballot-vote                login 404  404      200       200     200   404      404           404             404         404  404
GET    ballot-manner              login 403  403      200       403     403   403      403           404             403         404  403
POST   ballot-manner              login 403  403      200       403     403   403      403           404             403         404  403
POST   ballot-remove              login 403  403      302       403     403   403      403           404             403         404  403
POST   ballot-remove@draft        login 403  403      302       403     403   403      403           404             403         404  403
GET    ballot-recuse              login 403  403      200       403     403   403      403           404             403         404  403
POST   ballot-recuse              login 403  403      200       403     403   403      403           404             403         404  403
GET    ballot-lift                login 403  403      200       403     403   403      403           404             403         404  403
POST   ballot-lift                login 403  403      200       403     403   403      403           404             403         404  403
GET    ballot-written             login 403  403      200       403     403   403      403           404             403         404  403
POST   ballot-written             login 403  403      200       403     403   403      403           404             403         404  403
POST   ballot-move                login 403  403      200       403     200   403      403           404             404         404  403
POST   ballot-move@draft          login 403  403      200       403     200   403      403           404             404         404  403
"""
