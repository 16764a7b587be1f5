#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_children.sh SHIM JESCOPE FOLDER STEPS STARTS_PROGRAMS: programs that a recorded
# one starts are recorded with children:1 and not with children:0, also through a shell;
# the name of a dump is of the process that wrote it; many short ones do no harm.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
steps=$4 starts=$5

processes() { dumps f | sed -E 's/.*\.([0-9]+)\.[0-9]+\.f\.heap$/\1/' | sort -u | wc -l; }

# check SETTING LEAST MOST COMMAND...
check() {
  local setting=$1 least=$2 most=$3 found
  shift 3
  rm -f "$folder"/heap.*
  recorded "$setting" "$@" || fault "$setting: $1 ends with $?"
  check_dumps
  found=$(processes)
  expect_between "$least" "$most" "$found" "processes with dumps: $setting: $1"
  echo "ok: $setting: ${1##*/}: $found processes"
}

# 25 rounds of /bin/true by three ways, a shell by system() and by popen().
check sample:1,children:1 100 126 "$starts"
check sample:1,children:0 1 1 "$starts"
check sample:1 3 3 bash -c "'$steps' take:1; '$steps' take:1; exit 0"
check sample:1,children:0 1 1 bash -c "'$steps' take:1; '$steps' take:1; exit 0"
# The shell becomes the program: one process, which is recorded still.
check sample:1,children:1 1 1 bash -c "exec '$steps' take:1"
[ "$(sum_of take_block "$(dumps f | tail -n 1)")" = $((1 << 20)) ] || fault "exec: the dump is not of steps"
check sample:1,children:0 0 0 bash -c "exec '$steps' take:1"

# A hundred short processes, ten at a time.
# shellcheck disable=SC2016
check sample:1,children:1 100 112 bash -c \
  'for i in {1..10}; do for j in {1..10}; do '"'$steps'"' churn:1 >/dev/null & done; wait; done'
