#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_endings.sh SHIM JESCOPE FOLDER INHERITS: signals that end a program leave its dump,
# and end it as they did; a child of a fork counts what it allocates itself, so that the
# dumps of a family can be added up.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
inherits=$4

# check STATUS DUMPS PARENTS_BYTES ARGUMENT...
check() {
  local status=$1 expected=$2 bytes=$3 got=0
  shift 3
  rm -f "$folder"/heap.*
  recorded sample:1 "$inherits" "$@" >/dev/null || got=$?
  [ "$got" = "$status" ] || fault "${*:-exit}: expected to end with $status, got $got"
  check_dumps
  [ "$(dumps f | wc -l)" = "$expected" ] || fault "${*:-exit}: expected $expected dumps, got $(dumps)"
  [ "$(sum_of of_parent "$folder")" = "$bytes" ] || fault "${*:-exit}: the parent's bytes are not told once"
  [ "$(sum_of of_child "$folder")" = 20000 ] || fault "${*:-exit}: the children's bytes are not told once"
  echo "ok: ${*:-exit}: status $status, $expected dumps"
}

# Two of the children allocate; who does nothing of its own writes no dump.
check 0 3 1000000
check 129 3 1000000 1
check 130 3 1000000 2
check 143 3 1000000 15
check 134 3 1000000 abort
check 137 2 0 9

# A program that looks at what a signal does sees what it would without us, and takes it.
if command -v /usr/bin/python3 >/dev/null; then
  cat >"$folder/interrupted.py" <<'PY'
import os, signal
print(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM) == signal.SIG_DFL)
try:
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()
except KeyboardInterrupt:
    print("interrupted")
PY
  /usr/bin/python3 "$folder/interrupted.py" >"$folder/plain"
  recorded sample:65536 /usr/bin/python3 "$folder/interrupted.py"
  cmp "$folder/plain" "$folder/out" || fault "python sees another SIGINT"
fi

# With final:0 the signals are left alone.
rm -f "$folder"/heap.*
recorded sample:1,final:0 "$inherits" 15 >/dev/null || true
[ -z "$(dumps)" ] || fault "final:0: expected no dump, got $(dumps)"
echo "ok: final:0"
