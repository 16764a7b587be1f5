#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# readme_examples.sh check|update PROGRAM: runs every example of README.md, a
# block that begins
#
#   ```console
#   $ jescope ARGUMENTS
#
# and compares what PROGRAM prints with the rest of the block, or puts it there.
# Files of the host are kept out, so the output is the same everywhere.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:?check or update}
program=${2:?the path of the built jescope}

jescope() { "$program" "$@" --sysroot testdata/empty 2>&1; }

made=$(mktemp)
trap 'rm -f "$made"' EXIT
skip=
while IFS= read -r line; do
  if [ "$line" = '```' ]; then skip=; fi
  [ -n "$skip" ] || printf '%s\n' "$line"
  if [[ $line == '$ jescope '* ]]; then
    eval "${line#\$ }" || [ $? -eq 1 ] # a broken gate is an answer, too
    skip=yes
  fi
done <README.md >"$made"

if [ "$mode" = update ]; then
  cat "$made" >README.md
elif ! diff -u README.md "$made"; then
  echo "README.md: expected the output above; scripts/readme_examples.sh update $program"
  exit 1
fi
