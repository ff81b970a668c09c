#!/bin/sh
# Fits on 2025-03 and 2025-04, measures on 2025-05. Usage: measure.sh DIGEST POOLS [WORK]
set -eu
if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  echo "usage: measure.sh DIGEST POOLS [WORK]" >&2
  exit 2
fi
digest=$(realpath "$1")
pools=$2
here=$(dirname "$(realpath "$0")")
if [ ! -d "$pools" ]; then
  echo "no folder $pools: nothing to measure" >&2
  exit 0
fi
work=${3:-$(mktemp -d)}
"$here/make_picks.py" "$pools" "$work" --with-authors --month 2025-03 --month 2025-04 --month 2025-05
work=$(realpath "$work")

cat > "$work/digest.toml" <<CONFIG
[archive]
path = "archive.sqlite3"
CONFIG
cd "$work"
[ -f archive.sqlite3 ] || "$digest" import --quiet metadata-2025-03.jsonl metadata-2025-04.jsonl metadata-2025-05.jsonl
"$digest" learn --picks picks-2025-03.jsonl --picks picks-2025-04.jsonl -o text.model
"$digest" learn --picks picks-2025-03.jsonl --picks picks-2025-04.jsonl --author-history -o authors.model

# One signal alone, then all that need no network with the shipped weights.
only() { # model key, model file, signal
  { cat digest.toml; printf '[models]\n%s = "%s"\n[weights]\n' "$1" "$2"
    for signal in topic_match notability citations authorship attention venue openness taste; do
      [ "$signal" = "$3" ] && echo "$signal = 1.0" || echo "$signal = 0.0"
    done; } > "$3.toml"
  "$digest" eval --config "$3.toml" --picks picks-2025-05.jsonl
}
echo "== notability alone"
only notability text.model notability
echo "== taste alone: with author history"
only taste authors.model taste
echo "== all signals"
{ cat digest.toml; printf '[models]\nnotability = "text.model"\n'; } > all.toml
"$digest" eval --config all.toml --picks picks-2025-05.jsonl
