# Shared by the scripts here, which source it from the top of the checkout: words, system packages, the virtual environment.
# POSIX sh only.
# shellcheck shell=sh

export PYTHONUTF8=1 PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1
python=.venv/bin/python

say() {
    printf '%s\n' "$*"
}

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Succeeds where this user may install Debian packages without being asked for a password.
may_apt() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# apt_install PACKAGE...: LC_ALL makes a PostgreSQL cluster that is created on the way speak UTF-8.
apt_install() {
    say "Installing $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get install -qq -y --no-install-recommends "$@"
}

# setting NAME DEFAULT: its value in the environment, else in .env, else DEFAULT.
setting() {
    if printenv "$1"; then return; fi
    sed -n "s/^\(export \)\{0,1\}$1=//p" .env 2>/dev/null | sed "1!d; s/^\(['\"]\)\(.*\)\1\$/\2/" | grep . || printf '%s\n' "$2"
}

# Prints the first Python that is new enough and can make a virtual environment.
system_python() {
    for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            say "$candidate"
            return
        fi
    done
    return 1
}

# Sets system_python to one that can make .venv, installing it where that is allowed.
need_python() {
    if "$python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        system_python=$python
        return
    fi
    system_python=$(system_python) && return
    if may_apt; then apt_install python3 python3-venv >&2; fi
    system_python=$(system_python) ||
        die "Python 3.11 or newer with its venv module is missing. On Debian or Ubuntu: sudo apt-get install python3 python3-venv"
}

# The system libraries that draw PDF files.
need_libraries() {
    lacking=$("$system_python" .ci/libraries.py) && return
    packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    if may_apt; then
        # shellcheck disable=SC2086
        apt_install $packages || true
        lacking=$("$system_python" .ci/libraries.py) && return
    fi
    if command -v apt-get >/dev/null; then line="sudo apt-get install --no-install-recommends $packages"
    elif command -v dnf >/dev/null; then line="sudo dnf install pango harfbuzz"
    elif command -v pacman >/dev/null; then line="sudo pacman -S pango"
    elif command -v apk >/dev/null; then line="sudo apk add pango harfbuzz-subset"
    elif command -v brew >/dev/null; then line="brew install pango"
    else line="(with the package manager of this system: Pango 1.44 or newer and HarfBuzz)"
    fi
    die "System libraries are missing: $lacking. Install them, then try again:
    $line"
}

# need_requirements FILE: makes .venv, and installs the pinned FILE again only when it has changed.
need_requirements() {
    need_python
    need_libraries
    if [ "$system_python" != "$python" ]; then
        say "Making .venv with $system_python"
        "$system_python" -m venv --clear .venv
    fi
    stamp=.venv/installed-$1
    digest=$(cksum <"$1")
    if [ "$(cat "$stamp" 2>/dev/null)" != "$digest" ]; then
        say "Installing $1"
        "$python" -m pip install --quiet --require-hashes -r "$1"
        printf '%s\n' "$digest" >"$stamp"
    fi
}
