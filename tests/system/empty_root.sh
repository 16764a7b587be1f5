#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# empty_root.sh FOLDER DUMP SERVE_DUMP: runs FOLDER/jescope (or $JESCOPE_RELEASE) in a root
# that holds nothing but the program and one dump: no libc, /proc, /dev, locale or
# environment. Then fetches the dump from SERVE_DUMP on loopback. Needs root or
# unprivileged user namespaces; skipped without both.
set -euo pipefail
program=${JESCOPE_RELEASE:-$1/jescope}
dump=$2
serve_dump=$3
if [ ! -x "$program" ]; then
  echo "skipped: no $program; scripts/build.sh makes it"
  exit 77
fi

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cp "$program" "$root/jescope"
cp "$dump" "$root/x.heap"

# By their full names: the environment is emptied before they are called.
PATH=$PATH:/usr/sbin:/sbin
enter=("$(command -v chroot)")
if [ "$(id -u)" != 0 ]; then
  enter=("$(command -v unshare)" --user --map-root-user --mount "${enter[@]}")
fi
if ! "${enter[@]}" / true 2>/dev/null; then
  echo "skipped: neither root nor user namespaces are permitted here"
  exit 77
fi

# run ARGUMENT...: the program in its empty root.
run() { env -i "${enter[@]}" "$root" /jescope "$@"; }

total_of() { sed -nE 's/.*"total": *([0-9]+).*/\1/p' | head -n 1; }

here=$("$program" top --format json "$dump" | total_of)
there=$(run top --format json x.heap | total_of)
echo "total here: $here; total in the empty root: $there"
if [ -z "$here" ] || [ "$here" != "$there" ]; then
  echo "FAULT: the totals differ"
  exit 1
fi

run top x.heap | grep -q 'LeakyReader::Scan'
run flame -o flame.svg x.heap
grep -q '</svg>' "$root/flame.svg"
run export --to callgrind -o callgrind.out x.heap
grep -q '^events:' "$root/callgrind.out"

# By number, and as localhost without /etc/hosts.
coproc SERVER { "$serve_dump" "$dump"; }
read -r url <&"${SERVER[0]}"
for url in "$url" "${url/127.0.0.1/localhost}"; do
  [ "$(run top --format json "$url" | total_of)" = "$here" ]
  run top "$url" | grep -q 'LeakyReader::Scan'
done
if run top http://nosuch.invalid/ 2>"$root/errors"; then
  echo "FAULT: a host without a name server was found"
  exit 1
fi
cat "$root/errors"
grep -q 'expected the address of nosuch.invalid' "$root/errors"
eval "exec ${SERVER[1]}>&-"
wait "$SERVER_PID" || true
echo "a dump is fetched, with its names"
echo "top, flame and export work with nothing but the program and the dump"
