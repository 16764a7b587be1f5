#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_recorder.sh [REPEATS]: the recorder's estimates against a program whose heap is
# known, at periods of 4, 64 and 512 KiB, 40 runs of each: the mean of the estimates with
# its standard error, and how often the truth lies within one, two and three of the
# standard deviations that jescope tells. Fails when chance does not explain what comes
# out. Wants the preset dev, built.
set -euo pipefail
cd "$(dirname "$0")/.."
repeats=${1:-40}
build=build/dev
shim=$build/recorder/$(uname -m)/libjescope_record.so
if [ ! -f "$shim" ] || [ ! -x "$build/tests/record/record_known_sites" ]; then
  echo "check_recorder.sh: expected a recorder in $build; build the preset dev" >&2
  exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

status=0
for period in 4096 65536 524288; do
  tests/record/check_estimates.sh "$shim" "$build/jescope" "$folder/$period" \
    "$build/tests/record/compare_estimates" "$build/tests/record/record_known_sites" \
    "$period" "$repeats" || status=1
done
exit "$status"
