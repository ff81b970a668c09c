# What scripts/run and scripts/test share; read by them with `.`, not run. Everything is said on stderr.
# shellcheck shell=sh
: "${root:?the folder of the repository}"

# The program's own exit codes end at 143: this one says that it could not be started.
setup_failed=125

# Another clone's compilations count too, where ccache is there.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1

say() { printf 'digest: %s\n' "$*" >&2; }
give_up() {
    say "$@"
    exit "$setup_failed"
}

# What a configured build rests on: where the repository is, and the packages. Changes whenever one is installed, removed
# or upgraded, and on another machine.
ground() { echo "$root $(stat -c '%.9Z %i %s' /var/lib/dpkg/status 2>/dev/null)"; }

# packages_of GROUP…: their names.
packages_of() {
    for group; do
        while read -r of name _; do
            if [ "$of" = "$group" ]; then echo "$name"; fi
        done <"$root/scripts/packages"
    done
}

# missing_packages NAME…: those that are not installed.
missing_packages() {
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p')
    for name; do
        echo "$installed" | grep -qxF -e "$name" || echo "$name"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

apt_get() {
    as_root apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null >&2
}

# apt_install NAME…: fetches the list of packages only where it is lacking or out of date.
apt_install() {
    if apt-get -s -q --no-install-recommends install "$@" >/dev/null 2>&1 && apt_get install "$@"; then return; fi
    apt_get update && apt_get install "$@"
}

# need_packages GROUP…: installs what is missing.
need_packages() {
    # shellcheck disable=SC2046
    missing=$(missing_packages $(packages_of "$@") | tr '\n' ' ')
    missing=${missing% }
    if [ -z "$missing" ]; then return; fi
    say "these Debian packages are missing (scripts/packages says what each is for):"
    say "$missing"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || give_up "only root can install them. As root: apt-get install $missing"
        say "only root can install packages, so sudo may ask for your password; nothing else is done as root"
    fi
    # shellcheck disable=SC2086
    apt_install $missing || give_up "could not install them; apt-get says why above"
}

# want_packages GROUP…: the same, but does without.
want_packages() {
    for wanted in $(packages_of "$@"); do
        if [ -z "$(missing_packages "$wanted")" ]; then continue; fi
        if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
            say "$wanted is not installed: its tests are left out"
        else
            say "installing $wanted, as root"
            apt_install "$wanted" || say "$wanted could not be installed: its tests are left out"
        fi
    done
}

check_system() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        give_up "this script knows Debian only; README.md says how to build with plain CMake"
    fi
}

# One set-up at a time in this folder; descriptor 9 holds the lock until the script ends.
lock_builds() {
    mkdir -p "$root/build"
    exec 9>"$root/build/.lock"
    flock -n 9 && return
    say "waiting for another build in this folder"
    flock 9
}

# configure PRESET OPTION…
configure() {
    preset=$1
    shift
    launcher=$(command -v ccache || true)
    cache=$root/build/$preset/CMakeCache.txt
    if [ -e "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
        say "build/$preset was made in another place: starting it anew"
        rm -rf "${root:?}/build/$preset"
    fi
    (cd "$root" && cmake --preset "$preset" -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher" "$@") </dev/null >&2 9>&- ||
        give_up "configuring failed; CMake says why above"
}

# build PRESET [TARGET]
build() {
    (cd "$root" && cmake --build --preset "$1" ${2:+--target "$2"}) </dev/null >&2 9>&- ||
        give_up "the build failed; the compiler says why above"
}

# The stamp of the release build: its time is from before the build began, its text is the ground.
stamp=$root/build/release/.scripts-stamp
begin_stamp() { ground >"$root/build/.stamp"; }
finish_stamp() { mv "$root/build/.stamp" "$stamp"; }

# sources_since COMMIT: the C++ files that differ from it, committed or not; COMMIT `all` stands for before the first one.
sources_since() {
    (
        cd "$root" || exit
        if [ "$1" = all ]; then
            git ls-files -- '*.cpp' '*.h'
        else
            git diff --name-only --diff-filter=d "$1" -- '*.cpp' '*.h'
            git ls-files --others --exclude-standard -- '*.cpp' '*.h'
        fi
    ) | sort -u
}

# resolve_commit NAME: the commit it names, or an end.
resolve_commit() {
    git -C "$root" rev-parse --quiet --verify "$1^{commit}" || give_up "git knows no commit $1"
}
