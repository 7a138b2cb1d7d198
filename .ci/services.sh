# Finds, installs and starts what the tests use; sourced after lib.sh. What it cannot have is said in a plain notice, or with
# CI=true is an error. Sets TEST_DATABASE_URL, TEST_REDIS_URL, CHROMIUM (unset where missing) and missing.
# shellcheck shell=sh
missing=""

# lacks WHAT: a service cannot be had.
lacks() {
    missing="$missing $1"
    if [ "${CI:-}" = true ]; then die "$1 is missing, and with CI=true nothing may be skipped."; fi
    say "NOTICE: $1 is missing; the tests that need it will be skipped."
}

usable() {
    "$python" .ci/services.py "$@"
}

# The name keeps two checkouts on one machine apart; Django creates test_NAME and deletes it.
usable_database() {
    name=thi_dua_$(pwd | cksum | cut -d ' ' -f 1)
    usable "postgres://127.0.0.1:5432/$name" "postgres://postgres@127.0.0.1:5432/$name" \
        "postgres:////var/run/postgresql/$name" "postgres:////tmp/$name"
}

# Starts the Debian cluster that stands still, and gives the current user a role there.
start_postgresql() {
    pg_lsclusters -h | while read -r version cluster _ status _; do
        if [ "$status" = down ]; then
            as_root pg_ctlcluster --skip-systemctl-redirect "$version" "$cluster" start
        fi
    done
    as_root su postgres -c "createuser --createdb '$(id -un)'" 2>/dev/null || true
}

find_database() {
    if [ -n "${TEST_DATABASE_URL:-}" ]; then
        usable "$TEST_DATABASE_URL" >/dev/null || die "TEST_DATABASE_URL names no PostgreSQL in UTF-8 where one may create databases."
        return
    fi
    if ! TEST_DATABASE_URL=$(usable_database) && may_apt; then
        command -v pg_lsclusters >/dev/null || apt_install postgresql || true
        if command -v pg_lsclusters >/dev/null; then start_postgresql; fi
        TEST_DATABASE_URL=$(usable_database) || true
    fi
    if [ -n "$TEST_DATABASE_URL" ]; then export TEST_DATABASE_URL; else unset TEST_DATABASE_URL && lacks PostgreSQL; fi
}

find_redis() {
    if [ -n "${TEST_REDIS_URL:-}" ]; then
        usable "$TEST_REDIS_URL" >/dev/null || die "TEST_REDIS_URL names no Redis that answers."
        return
    fi
    url=redis://127.0.0.1:6379/15
    if ! usable "$url" >/dev/null; then
        command -v redis-server >/dev/null || { may_apt && apt_install redis-server; } || true
        usable "$url" >/dev/null ||
            redis-server --daemonize yes --bind 127.0.0.1 --port 6379 --save "" --appendonly no >/dev/null 2>&1 || true
        for _ in 1 2 3 4 5; do
            if usable "$url" >/dev/null; then break; fi
            sleep 1
        done
    fi
    if usable "$url" >/dev/null; then export TEST_REDIS_URL="$url"; else lacks Redis; fi
}

# Prints the first Chromium that starts.
working_chromium() {
    for browser in ${CHROMIUM:-chromium chromium-browser google-chrome google-chrome-stable}; do
        if "$browser" --version >/dev/null 2>&1; then
            command -v "$browser"
            return
        fi
    done
    return 1
}

find_chromium() {
    found=$(working_chromium) || { may_apt && apt_install chromium fonts-dejavu-core && found=$(working_chromium); } || true
    if [ -n "$found" ]; then export CHROMIUM="$found"; else unset CHROMIUM && lacks Chromium; fi
}

# find_program PROGRAM PACKAGE
find_program() {
    command -v "$1" >/dev/null || { may_apt && apt_install "$2"; } || true
    command -v "$1" >/dev/null || lacks "$1"
}

# PDFBox is a library: Debian puts it where tests/needs.py looks for it, and a Java to run it beside.
find_preflight() {
    jar=/usr/share/java/preflight.jar
    if ! [ -e "$jar" ] || ! command -v java >/dev/null; then
        { may_apt && apt_install default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java; } || true
    fi
    { [ -e "$jar" ] && command -v java >/dev/null; } || lacks "PDFBox Preflight"
}

# What checks the pages comes from npm, as .ci/npm/package-lock.json pins it, and is installed again only when that has changed.
install_npm() {
    command -v npm >/dev/null || { may_apt && apt_install nodejs npm; } || return 1
    installed=.ci/npm/node_modules/installed
    digest=$(cksum <.ci/npm/package-lock.json)
    if [ "$(cat "$installed" 2>/dev/null)" = "$digest" ]; then return; fi
    say "Installing .ci/npm"
    npm ci --prefix .ci/npm --ignore-scripts --no-audit --no-fund --loglevel error && printf '%s\n' "$digest" >"$installed"
}

find_npm() {
    install_npm || lacks "what .ci/npm pins (npm)"
}

find_firefox() {
    if ! command -v firefox >/dev/null; then find_program firefox-esr firefox-esr; fi
}

find_services() {
    find_database
    find_redis
    find_chromium
    find_program pdftotext poppler-utils
    find_program qpdf qpdf
    find_program soffice libreoffice-writer-nogui
    find_preflight
    find_npm
    find_firefox
}
