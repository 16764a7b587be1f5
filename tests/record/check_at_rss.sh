#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_at_rss.sh SHIM JESCOPE FOLDER STEPS: a dump before memory is over: at so many
# resident bytes, and at a share of a cgroup's limit. The cgroup is made of plain files,
# of version 2 and of version 1, bound over /sys/fs/cgroup in a mount namespace (needs
# root). JESCOPE_TEST_CGROUP names a real one that may be written, with its limit set.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
steps=$4
mebibyte=$((1 << 20))

# expect_near WHAT MEBIBYTES: the first dump of kind u has nearly so much, and beyond the
# limit there are not many.
expect_near() {
  local found held
  mapfile -t found < <(dumps u)
  expect_between 1 30 "${#found[@]}" "dumps of kind u: $1"
  held=$(($(sum_of take_block "${found[0]}") / mebibyte))
  expect_between $(($2 * 6 / 10)) $(($2 * 12 / 10)) "$held" "MiB in the dump: $1"
  echo "ok: $1: a dump at $held MiB"
  rm -f "$folder"/heap.*
}

recorded "sample:4096,at_rss:$((400 * mebibyte))" "$steps" take:60 || fault "steps end with $?"
[ -z "$(dumps u)" ] || fault "expected no dump far from the limit, got $(dumps u)"
rm -f "$folder"/heap.*

recorded "sample:4096,at_rss:$((100 * mebibyte))" "$steps" take:60 take:45 "until:$folder/heap.*.u0.heap" take:55 ||
  fault "steps end with $?"
expect_near "bytes" 100

if [ -n "${JESCOPE_TEST_CGROUP:-}" ]; then
  in_group() { bash -c 'echo 0 >"$0/cgroup.procs" && exec "$@"' "$JESCOPE_TEST_CGROUP" "$@"; }
  limit=$(cat "$JESCOPE_TEST_CGROUP"/memory.max 2>/dev/null ||
    cat "$JESCOPE_TEST_CGROUP"/memory.limit_in_bytes)
  want=$((limit * 8 / 10 / mebibyte))
  within "$deadline" bash -c "$(declare -f in_group); in_group \"\$@\"" - \
    env "LD_PRELOAD=$shim" JESCOPE_RECORD=sample:4096,at_rss:80% \
    "JESCOPE_RECORD_PREFIX=$folder/heap" "$steps" "take:$((want * 9 / 10))" work:300 \
    "take:$((want * 2 / 10))" "until:$folder/heap.*.u0.heap" || fault "a real cgroup: steps end with $?"
  expect_near "a real cgroup" "$want"
else
  echo "not tried: a real cgroup (JESCOPE_TEST_CGROUP is not set)"
fi

if [ "$(id -u)" != 0 ] || ! unshare --mount true 2>/dev/null; then
  skip "cgroups of plain files need root and a mount namespace"
fi

# in_made_cgroup SELF LIMIT_FILE USED_FILE: steps that take 105 MiB, with at_rss:50%, where
# /proc/self/cgroup says SELF, a limit of 200 MiB is in LIMIT_FILE, and steps itself writes
# what it uses into USED_FILE, both under /sys/fs/cgroup.
in_made_cgroup() {
  local used
  used=/sys/fs/cgroup/$(dirname "$2")/$3
  echo "$1" >"$folder/self"
  # shellcheck disable=SC2016  # the inner shell's own words
  within "$deadline" unshare --mount bash -c '
    mount -t tmpfs none /sys/fs/cgroup &&
      mkdir -p "/sys/fs/cgroup/$(dirname "$1")" &&
      echo "$((200 << 20))" >"/sys/fs/cgroup/$1" || exit
    [[ $1 != *memory.max ]] || touch /sys/fs/cgroup/cgroup.controllers
    mount --bind "$0" "/proc/$$/cgroup" || exit
    shift
    exec "$@"' "$folder/self" "$2" \
    env "LD_PRELOAD=$shim" JESCOPE_RECORD=sample:4096,at_rss:50% \
    "JESCOPE_RECORD_PREFIX=$folder/heap" "$steps" take:60 "tells:$used" work:120 \
    take:45 "tells:$used" "until:$folder/heap.*.u0.heap" ||
    fault "$2: steps end with $?"
}

in_made_cgroup "0::/" memory.max memory.current
expect_near "version 2, a container's own root" 100
in_made_cgroup "0::/kubepods/pod1/ab12" kubepods/pod1/ab12/memory.max memory.current
expect_near "version 2, seen from the machine" 100
# What a container sees without a namespace for cgroups: its own files, another's path.
in_made_cgroup "0::/kubepods/pod1/ab12" memory.max memory.current
expect_near "version 2, another's path" 100
in_made_cgroup "4:memory:/docker/ab12" memory/docker/ab12/memory.limit_in_bytes memory.usage_in_bytes
expect_near "version 1, seen from the machine" 100
in_made_cgroup "4:memory:/docker/ab12" memory/memory.limit_in_bytes memory.usage_in_bytes
expect_near "version 1, in a container" 100
