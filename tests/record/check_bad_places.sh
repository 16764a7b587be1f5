#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_bad_places.sh SHIM JESCOPE FOLDER STEPS: where a dump cannot be written, the
# program does what it did, and no part of a dump is left; where it can, it lies where
# the program began, whatever folder the program went to.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
steps=$4

# unharmed WHAT COMMAND...: it prints "done" and ends well.
unharmed() {
  local what=$1
  shift
  "$@" || fault "$what: the program ends with $?"
  [ "$(cat "$folder/out")" = "done" ] || fault "$what: expected \"done\", got $(cat "$folder/out")"
  ! find "$folder" -name '*.part' | grep -q . || fault "$what: half a dump was left"
  echo "ok: $what"
}
setting=sample:1,interval_bytes:500000

prefix=$folder/nowhere/heap unharmed "no such folder" recorded $setting "$steps" take:2 work:20
prefix=/proc/heap unharmed "no place for files" recorded $setting "$steps" take:2 work:20
prefix=/dev/null/heap unharmed "a file for a folder" recorded $setting "$steps" take:2
long=$(printf 'x%.0s' $(seq 300))
prefix=$folder/$long unharmed "a name too long" recorded $setting "$steps" take:2
long=$(printf '/x%.0s' $(seq 5000))
prefix=$folder/$long unharmed "a path too long" recorded $setting "$steps" take:2

# A file of 4096 bytes is the largest: SIGXFSZ would end the program.
limited() { (ulimit -f 4 && recorded "$@"); }
unharmed "files of 4 KiB at most" limited $setting "$steps" take:20

mkdir "$folder/start" "$folder/other"
from_start() { (cd "$folder/start" && prefix=heap recorded "$@"); }
unharmed "another folder" from_start sample:4096 "$steps" "folder:$folder/other" take:2
found=$(find "$folder/start" "$folder/other" -name '*.f.heap')
[[ $found = "$folder"/start/heap.*.0.f.heap ]] || fault "expected a dump in start, got '$found'"

if [ "$(id -u)" = 0 ]; then
  mkdir "$folder/root"
  unharmed "another root" recorded $setting "$steps" take:2 "root:$folder/root" take:2
  rm -f "$folder"/heap.*
  if unshare --mount true 2>/dev/null; then
    mkdir "$folder/small"
    # 64 KiB of room, of which a file takes most.
    on_full_disk() {
      local inner=("$@")
      # shellcheck disable=SC2016  # the inner shell's own words
      within "$deadline" unshare --mount bash -c '
        mount -t tmpfs -o size=64k none "$0" && head -c 60000 /dev/zero >"$0/filler"
        "$@" || exit
        ls "$0" >"$0.list"' "$folder/small" \
        env "LD_PRELOAD=$shim" "JESCOPE_RECORD=${inner[0]}" \
        "JESCOPE_RECORD_PREFIX=$folder/small/heap" "${inner[@]:1}"
    }
    unharmed "a full disk" on_full_disk sample:1,interval_bytes:100000 "$steps" take:20
    [ "$(cat "$folder/small.list")" = filler ] ||
      fault "a full disk: expected nothing left, got $(cat "$folder/small.list")"
  else
    echo "not tried: a full disk (no mount namespace)"
  fi
else
  echo "not tried: another root, a full disk (needs root)"
fi
