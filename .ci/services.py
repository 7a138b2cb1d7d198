"""Prints the first of the URLs given whose service can be used by the tests; fails when none can."""

import sys

import environ
import psycopg2
import redis

USABLE = """
    SELECT (SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user)
       AND (SELECT pg_encoding_to_char(encoding) = 'UTF8' FROM pg_database WHERE datname = 'template1')
"""


def usable_postgresql(url: str) -> bool:
    """Whether one may sign in there and create databases, in UTF-8."""
    given = environ.Env.db_url_config(url)
    try:
        connection = psycopg2.connect(
            host=given["HOST"],
            port=given["PORT"] or None,
            user=given["USER"] or None,
            password=given["PASSWORD"] or None,
            dbname="postgres",
            connect_timeout=5,
        )
    except psycopg2.OperationalError:
        return False
    with connection.cursor() as cursor:
        cursor.execute(USABLE)
        (usable,) = cursor.fetchone()
    connection.close()
    return bool(usable)


def usable_redis(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


for candidate in sys.argv[1:]:
    if usable_redis(candidate) if candidate.startswith("redis") else usable_postgresql(candidate):
        print(candidate)
        break
else:
    sys.exit(1)
