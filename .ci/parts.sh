# The parts that the checks are made of, and how long each took; sourced after lib.sh. All of them run, and `failed` tells whether one did.
# shellcheck shell=sh
failed=0
times=""
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# part NAME COMMAND...
part() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    began=$(date +%s)
    if "$@"; then verdict=ok; else verdict=FAILED failed=1; fi
    times="$times$(printf '%-26s %-6s %4d s' "$name" "$verdict" $(($(date +%s) - began)))
"
}

# Settings as on a fresh machine, with all data in a folder that is thrown away: no .env or shell variable of the developer reaches a test.
settings_for() {
    export VAR_DIR="$scratch/$1" DATABASE_URL="$2" REDIS_URL=""
    export EMAIL_URL="filemail:///$VAR_DIR/mail" STORAGE_URL="file://$VAR_DIR/files"
    SECRET_KEY=$("$python" -c 'import secrets; print(secrets.token_urlsafe(64))')
    export SECRET_KEY
    unset DEBUG INSECURE_HTTP ALLOWED_HOSTS SITE_URL DEFAULT_FROM_EMAIL BEHIND_PROXY LOG_LEVEL DJANGO_SETTINGS_MODULE
    mkdir -p "$VAR_DIR"
}

sqlite_settings() {
    settings_for sqlite "sqlite:///$scratch/sqlite/thi-dua.sqlite3"
}

postgresql_settings() {
    settings_for postgresql "$TEST_DATABASE_URL"
}

static_files() {
    "$python" manage.py collectstatic --noinput --verbosity 0
}

lint_parts() {
    part "ruff check" "$python" -m ruff check
    part "ruff format" "$python" -m ruff format --check
    part "mypy" "$python" -m mypy
}
