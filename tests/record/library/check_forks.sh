#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_forks.sh LIBRARY SOURCE COMPILER: forks_and_loads.c ends as it does alone, with
# every allocation sampled. musl does not tell which module holds an address: there the
# recorder reads it from the kernel, under a lock that forks have to respect.
set -euo pipefail
library=$1 source=$2 compiler=$3
command -v "$compiler" >/dev/null || exit 77
[ -f "$library" ] || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$compiler" -O1 "$source" -o "$work/forks_and_loads" -lpthread -ldl
"$compiler" -O1 -DLIBRARY -shared -fPIC "$source" -o "$work/loaded.so"
for _ in 1 2 3; do
  timeout 60 env LD_PRELOAD="$library" JESCOPE_RECORD=sample:1 \
    JESCOPE_RECORD_PREFIX="$work/dump" "$work/forks_and_loads" "$work/loaded.so" >"$work/told"
  grep -qx "100 children ended" "$work/told"
done
