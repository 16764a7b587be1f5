#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# open_corpus.sh FOLDER [JESCOPE]: runs every command on every file below FOLDER.
# A command must answer (exit 0) or say that the file cannot be read (exit 3);
# anything else, or an answer that takes a minute, is a fault.
set -uo pipefail
if [ $# -lt 1 ] || [ ! -d "$1" ]; then
  echo "usage: open_corpus.sh FOLDER [JESCOPE]" >&2
  exit 2
fi
folder=$1
jescope=${2:-$(dirname "$0")/../build/release/jescope}
commands=(top tree "tree --bottom-up" "peek ." traces flame graph "export --to folded"
  "export --to callgrind" "export --to dot" "export --to json" info)
runs=0 answered=0 unreadable=0 faults=0

messages=$(mktemp)
trap 'rm -f "$messages"' EXIT

# try COMMAND FILE: counts how it ended.
try() {
  local words status
  read -ra words <<<"$1"
  timeout 60 "$jescope" "${words[@]}" "$2" >/dev/null 2>"$messages" </dev/null
  status=$?
  runs=$((runs + 1))
  case $status in
    0) answered=$((answered + 1)) ;;
    3) unreadable=$((unreadable + 1)) ;;
    *)
      faults=$((faults + 1))
      echo "exit $status: jescope $1 $2"
      head -n 3 "$messages" | sed 's/^/  /'
      ;;
  esac
}

files=0
while IFS= read -r -d '' file; do
  files=$((files + 1))
  for command in "${commands[@]}"; do try "$command" "$file"; done
done < <(find "$folder" -type f -not -name '*.md' -print0 | sort -z)

echo "$files files, $runs runs: $answered answered, $unreadable unreadable, $faults faults"
[ "$faults" = 0 ] && [ "$files" -gt 0 ]
