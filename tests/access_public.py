"""Who may open the public pages: everybody. See test_access.py, which tries every cell.

The site has one locality with anything public, to which the choice of locality leads on.
"""

WORDS = {"unit_code", "campaign_code", "decision_code", "section"}

TABLE = """
method page                   anon  head stranger secretary council chair superior administrator other_secretary other_chair both root
GET    public-localities      302   302  302      302       302     302   302      302           302             302         302  302
GET    public-locality        200   200  200      200       200     200   200      200           200             200         200  200
GET    public-campaigns       200   200  200      200       200     200   200      200           200             200         200  200
GET    public-decisions       200   200  200      200       200     200   200      200           200             200         200  200
GET    public-stories         200   200  200      200       200     200   200      200           200             200         200  200
GET    public-feed            200   200  200      200       200     200   200      200           200             200         200  200
GET    public-calendar        200   200  200      200       200     200   200      200           200             200         200  200
GET    public-campaign        200   200  200      200       200     200   200      200           200             200         200  200
GET    public-campaign@draft  404   404  404      404       404     404   404      404           404             404         404  404
GET    public-plan            200   200  200      200       200     200   200      200           200             200         200  200
GET    public-plan@draft      404   404  404      404       404     404   404      404           404             404         404  404
GET    public-decision        200   200  200      200       200     200   200      200           200             200         200  200
GET    public-decision@draft  404   404  404      404       404     404   404      404           404             404         404  404
GET    icon                   302   302  302      302       302     302   302      302           302             302         302  302
GET    robots                 200   200  200      200       200     200   200      200           200             200         200  200
GET    sitemap                200   200  200      200       200     200   200      200           200             200         200  200
GET    sitemap-section        200   200  200      200       200     200   200      200           200             200         200  200
"""
