#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_recorder_programs.sh [SECONDS [PROGRAM...]]: programs of the world under the
# recorder, each for about SECONDS (60), first on a machine at rest, then with all its
# processors busy besides: they do what they do without. All of tests/record/real, or the
# PROGRAMs named. Wants the preset dev, built; takes half an hour.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true
programs=("$@")
[ "${#programs[@]}" -gt 0 ] ||
  programs=(java redis python clang gcc nginx ripgrep git sqlite node)
build=build/dev
shim=$build/recorder/$(uname -m)/libjescope_record.so
[ -f "$shim" ] || {
  echo "check_recorder_programs.sh: expected a recorder in $build; build the preset dev" >&2
  exit 1
}
folder=$(mktemp -d)
loads=()
stop_load() {
  [ "${#loads[@]}" = 0 ] || kill "${loads[@]}" 2>/dev/null || true
  loads=()
}
trap 'stop_load; rm -rf "$folder"' EXIT

start_load() {
  for _ in $(seq "$(nproc)"); do
    (while :; do "$build/tests/record/record_churn" 1 3000000 20 >/dev/null; done) &
    loads+=($!)
  done
}

faults=0
# check WHAT PROGRAM
check() {
  local start=$SECONDS status=0
  "tests/record/real/$2.sh" "$shim" "$build/jescope" "$folder/$2" "$seconds" >"$folder/said" 2>&1 ||
    status=$?
  case $status in
    0) echo "$1: $(tail -n 1 "$folder/said") ($((SECONDS - start)) s)" ;;
    77) tail -n 1 "$folder/said" ;;
    *)
      echo "$1: $2: FAULT"
      cat "$folder/said"
      faults=$((faults + 1))
      ;;
  esac
}

for program in "${programs[@]}"; do check "at rest" "$program"; done
start_load
for program in "${programs[@]}"; do check "under load" "$program"; done
stop_load
echo "$faults faults"
[ "$faults" = 0 ]
