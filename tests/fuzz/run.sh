#!/bin/sh
# tests/fuzz/run.sh TARGET|all [EXECUTIONS]: builds the targets with clang (preset fuzz), fuzzes each so many times (else
# 100,000) from its corpus on, and prints a line for each: executions, executions a second, files and bytes of the corpus,
# inputs that broke something. These stay in build/fuzz/found/. See docs/fuzzing.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
build=$root/build/fuzz
executions=${2:-100000}

# Long enough for what a target reads, short enough to be fast.
longest_input() {
    case $1 in
        dates) echo 64 ;;
        markdown | picks | tokens | url) echo 256 ;;
        model | role_model | sentences | tex | abstract | blurb) echo 512 ;;
        figure | snapshot) echo 2048 ;;
        *) echo 1024 ;;
    esac
}

# fuzz TARGET
fuzz() {
    corpus=$here/corpus/$1
    new=$build/new/$1
    found=$build/found/$1
    mkdir -p "$new" "$found"
    set -- "$1" "$new" "$corpus"
    [ ! -f "$here/dictionaries/$1.dict" ] || set -- "$@" "-dict=$here/dictionaries/$1.dict"
    target=$1
    shift
    result=ok
    "$build/tests/fuzz/fuzz_$target" "$@" -runs="$executions" -max_len="$(longest_input "$target")" -timeout=10 \
        -rss_limit_mb=2048 -reload=0 -artifact_prefix="$found/" -print_final_stats=1 2>"$new.log" || result=failed
    done=$(sed -n 's/^stat::number_of_executed_units: *//p' "$new.log")
    rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$new.log")
    files=$(find "$corpus" -type f | wc -l)
    bytes=$(cat "$corpus"/* | wc -c)
    echo "| $target | ${done:-?} | ${rate:-?} | $files | $bytes | $(find "$found" -type f | wc -l) found |"
    [ $result = ok ] || { tail -n 20 "$new.log" >&2; exit_code=1; }
}

[ $# -ge 1 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
exit_code=0
cd "$root"
cmake --preset fuzz >/dev/null
if [ "$1" = all ]; then
    cmake --build --preset fuzz
    for corpus in "$here"/corpus/*/; do fuzz "$(basename "$corpus")"; done
else
    cmake --build --preset fuzz --target "fuzz_$1"
    fuzz "$1"
fi
exit "$exit_code"
