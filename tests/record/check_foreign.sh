#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_foreign.sh SHIM JESCOPE FOLDER: programs for which a preloaded library is
# nothing, or not the usual thing: a static one, one of musl, one that runs with another's
# rights, one of Go. They run as without.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
cat >"$folder/leaker.c" <<'END'
#include <stdio.h>
#include <stdlib.h>
void* volatile last;
__attribute__((noinline)) void leak_in_c(void) {
  for (int i = 0; i < 100; ++i) last = malloc(640);
}
int main(void) {
  leak_in_c();
  puts("leaked");
  return 0;
}
END

# check WHAT PROGRAM DUMPS: it says "leaked", and so many dumps are there.
check() {
  local found
  rm -f "$folder"/heap.*
  recorded sample:1 "$2" || fault "$1: the program ends with $?"
  [ "$(cat "$folder/out")" = leaked ] || fault "$1: expected \"leaked\""
  found=$(dumps | wc -l)
  [ "$found" = "$3" ] || fault "$1: expected $3 dumps, got $found"
  check_dumps
  if [ "$3" = 1 ]; then
    found=$(sum_of leak_in_c "$(final_dump)")
    [ "$found" = 64000 ] || fault "$1: expected 64000 bytes, got $found"
  fi
  echo "ok: $1"
}

gcc -g -O1 "$folder/leaker.c" -o "$folder/usual"
check "the usual program" "$folder/usual" 1
gcc -g -O1 -static "$folder/leaker.c" -o "$folder/static" && check "static" "$folder/static" 0
gcc -g -O1 -static-pie "$folder/leaker.c" -o "$folder/pie" && check "static-pie" "$folder/pie" 0

if command -v musl-gcc >/dev/null; then
  musl-gcc -g -O1 -static "$folder/leaker.c" -o "$folder/musl_static"
  check "musl, static" "$folder/musl_static" 0
  musl-gcc -g -O1 "$folder/leaker.c" -o "$folder/musl"
  check "musl" "$folder/musl" 1
else
  echo "not tried: musl (no musl-gcc; Debian package musl-tools)"
fi

if [ "$(id -u)" = 0 ]; then
  # Run by root, it gets the rights of nobody: the linker marks it as secure.
  install -o 65534 -m 4755 "$folder/usual" "$folder/setuid"
  chmod a+rwx "$folder"
  check "setuid" "$folder/setuid" 0
else
  echo "not tried: setuid (needs root)"
fi

if command -v go >/dev/null; then
  printf 'package main\nfunc main() { println("go") }\n' >"$folder/main.go"
  if (cd "$folder" && GOCACHE=$folder/cache go build -o "$folder/go" main.go); then
    recorded sample:1 "$folder/go" || fault "go: the program ends with $?"
    grep -qx go "$folder/err" || fault "go: expected \"go\""
    echo "ok: go"
  fi
fi
