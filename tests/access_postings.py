"""Who may open which page of posted lists and of comments: see test_access.py, which tries every cell. "@draft": what the second unit posted itself."""

KEYS = {"posting", "comment"}  # what the URLs name keys of
WORDS = {"posting_move", "posting_code", "receipt"}

TABLE = """
method page                   anon  head stranger secretary council chair superior administrator other_secretary other_chair both root
GET    posting-list           login 200  200      200       200     200   200      200           200             200         200  200
GET    posting-choose         login 403  403      200       403     403   403      403           404             403         404  403
GET    posting-add            login 403  403      200       403     403   403      403           404             403         404  403
POST   posting-add            login 403  403      200       403     403   403      403           404             403         404  403
GET    posting-add-campaign   login 403  403      200       403     403   403      403           404             403         404  403
POST   posting-add-campaign   login 403  403      200       403     403   403      403           404             403         404  403
GET    posting-detail         login 404  404      200       200     200   200      200           404             404         404  200
GET    posting-detail@draft   login 404  200      200       200     200   200      200           404             404         404  200
POST   posting-pdf            login 404  404      302       302     302   302      302           404             404         404  302
POST   posting-pdf@draft      login 404  302      302       302     302   302      302           404             404         404  302
GET    posting-xlsx           login 404  404      200       200     200   200      200           404             404         404  200
GET    posting-xlsx@draft     login 404  200      200       200     200   200      200           404             404         404  200
POST   posting-move           login 404  404      200       403     403   403      403           404             403         404  403
POST   posting-move@draft     login 404  200      200       403     403   403      403           404             403         404  403
GET    comment-add            login 404  404      200       403     403   403      403           404             403         404  403
POST   comment-add            login 404  404      200       403     403   403      403           404             403         404  403
GET    comment-add@draft      login 404  200      200       403     403   403      403           404             403         404  403
POST   comment-add@draft      login 404  200      200       403     403   403      403           404             403         404  403
GET    comment-answer         login 404  404      200       403     403   403      403           404             403         404  403
POST   comment-answer         login 404  404      200       403     403   403      403           404             403         404  403
GET    comment-answer@draft   login 404  200      200       403     403   403      403           404             403         404  403
POST   comment-answer@draft   login 404  200      200       403     403   403      403           404             403         404  403
GET    public-posting-list    200   200  200      200       200     200   200      200           200             200         200  200
GET    public-posting         200   200  200      200       200     200   200      200           200             200         200  200
POST   public-posting         200   200  200      200       200     200   200      200           200             200         200  200
GET    public-comment         200   200  200      200       200     200   200      200           200             200         200  200
"""
