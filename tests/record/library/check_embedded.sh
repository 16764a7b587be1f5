#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_embedded.sh JESCOPE FOLDER [ARCHITECTURE...]: the program carries the recorder of
# each architecture as it was built in FOLDER/ARCHITECTURE, says which it does not
# carry, and records a program with its own.
set -euo pipefail
jescope=$1
built=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fault() {
  echo "FAULT: $*"
  exit 1
}

carries() { [[ " $* " == *" $arch "* ]]; }

for arch in x86_64 aarch64; do
  status=0
  timeout 300 "$jescope" record --arch "$arch" --print-shim "$arch.so" >out 2>err || status=$?
  if carries "$@"; then
    [ "$status" = 0 ] || fault "$arch: $(cat err)"
    cmp "$arch.so" "$built/$arch/libjescope_record.so" || fault "$arch: another library than was built"
  else
    grep -qF "expected a recorder for $arch in this build of jescope, got none" err ||
      fault "expected to hear that there is none for $arch, got $(cat err)"
  fi
done

arch=$(uname -m)
carries "$@" || exit 0
timeout 60 "$jescope" record --every-allocation -- /bin/sh -c 'exit 3' 2>err >out && fault "expected status 3"
grep -q '1 dump written' err || fault "expected a dump, got $(cat err)"
