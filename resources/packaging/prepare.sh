# Sourced by ./play and ./check: installs what is missing and builds a preset. Needs $top, the repository's folder.

say() { printf '%s\n' "pong: $*" >&2; }
fail() { say "$*"; exit 1; }

# Installs the packages of packages.txt that are not there; asks apt for nothing if all are.
install_packages() {
    local wanted missing=() package sudo=()
    mapfile -t wanted < <(grep -vE '^(#|$)' "$top/resources/packaging/packages.txt")
    for package in "${wanted[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || fail "this needs Debian's apt-get; install by hand: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "run once as root, or install by hand: ${missing[*]}"
        sudo=(sudo)
    fi
    say "installing ${#missing[@]} packages: ${missing[*]}"
    # Pong's servers make their own clusters; the distribution's ready-made one would only sit there.
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        "${sudo[@]}" mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | "${sudo[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    local log
    log=$(mktemp)
    "${sudo[@]}" apt-get -q update >"$log" 2>&1 &&
        "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
            -o Dpkg::Options::=--force-confold install "${missing[@]}" >>"$log" 2>&1 ||
        { tail -n 20 "$log" >&2; fail "apt-get could not install them (the log is above)"; }
    rm -f "$log"
}

# build PRESET TARGET...
build() {
    local preset=$1
    shift
    say "building the $preset preset"
    (cd "$top" && cmake --preset "$preset" >"$top/build/configure-$preset.log" 2>&1) ||
        { tail -n 30 "$top/build/configure-$preset.log" >&2; fail "cmake could not configure (the log is above)"; }
    (cd "$top" && cmake --build --preset "$preset" --target "$@" >&2) || fail "the build failed"
}

mkdir -p "$top/build"
