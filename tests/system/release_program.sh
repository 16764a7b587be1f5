#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# release_program.sh FOLDER: what ships is one hardened file that needs no other.
# Looks at FOLDER/jescope or $JESCOPE_RELEASE. That nothing but the C library itself
# can call dlopen is the linker's to say (--fatal-warnings in Stage.cmake): every
# static program holds the symbol.
set -euo pipefail
program=${JESCOPE_RELEASE:-$1/jescope}
most_bytes=$((15 * 1024 * 1024))
faults=0

if [ ! -x "$program" ]; then
  echo "skipped: no $program; scripts/build.sh makes it"
  exit 77
fi

# expect WHAT CONDITION...
expect() {
  local what=$1
  shift
  if "$@"; then
    echo "ok: $what"
  else
    echo "FAULT: $what"
    faults=$((faults + 1))
  fi
}
lacks() { ! grep -q "$1" <<<"$2"; }
has() { grep -q "$1" <<<"$2"; }

segments=$(readelf -lW "$program")
dynamic=$(readelf -dW "$program")
header=$(readelf -hW "$program")
texts=$(strings -a "$program")
folder=$(cd "$1/../.." && pwd)

expect "no interpreter" lacks INTERP "$segments"
expect "no shared library needed" lacks NEEDED "$dynamic"
expect "position independent" has 'Type:.*DYN' "$header"
expect "bound at start" has 'BIND_NOW\|FLAGS_1.*NOW' "$dynamic"
expect "relocations read-only" has GNU_RELRO "$segments"
expect "stack not executable" lacks 'GNU_STACK.*RWE' "$segments"
expect "no segment both writable and executable" lacks 'LOAD.* RWE' "$segments"
expect "stripped" has 'no symbols' "$(nm "$program" 2>&1)"
expect "under $most_bytes bytes" [ "$(stat -c %s "$program")" -lt "$most_bytes" ]
expect "debuginfod is not loaded at run time" lacks 'libdebuginfod' "$texts"
expect "names no folder of the build" lacks "$folder/" "$texts"
expect "says its version" has '^jescope [0-9]' "$("$program" --version)"

[ "$faults" = 0 ]
