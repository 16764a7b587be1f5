#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_truth.sh SHIM JESCOPE FOLDER COMPARE_TRUTH WORKLOAD: with every allocation
# recorded, what jescope says of two runs of the workload is what the workload says of
# itself, to the byte, by call path, live and cumulative.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
compare=$4 workload=$5

for run in 1 2; do
  recorded sample:1 "$workload" "$folder/truth.$run" || fault "the workload ends with $?"
  "$jescope" export --to json -o "$folder/profile.$run.json" "$(final_dump)"
done
check_dumps
cmp "$folder/truth.1" "$folder/truth.2"
"$compare" "$folder/truth.1" "$folder/profile.1.json" "$folder/profile.2.json"
