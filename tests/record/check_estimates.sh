#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_estimates.sh SHIM JESCOPE FOLDER COMPARE_ESTIMATES KNOWN_SITES PERIOD REPEATS:
# the estimates of many runs are unbiased, and as far from the truth as they say.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
compare=$4 program=$5 period=$6 repeats=$7

for run in $(seq "$repeats"); do
  recorded "sample:$period" "$program" "$folder/truth" 32 || fault "known_sites ends with $?"
  dump=$(final_dump)
  [ "$(value_of "$dump" lost)" = 0 ] || fault "run $run lost samples"
  "$jescope" export --quiet --to json -o "$folder/profile.$run.json" "$dump"
done
echo "period $period, $repeats runs:"
"$compare" "$period" "$folder/truth" "$folder"/profile.*.json
