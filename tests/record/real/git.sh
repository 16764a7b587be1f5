#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# git: a history, a clone, a repack; many processes.
# shellcheck source=programs.sh
. "$(dirname "$0")/programs.sh"
needs git
work=$folder/repository
git init -q "$work"
for number in $(seq $((seconds * 10))); do
  seq "$number" $((number * 300)) >"$work/file$((number % 7))"
  git -C "$work" add -A
  git -C "$work" -c user.name=t -c user.email=t@localhost commit -q -m "change $number"
done
same git -C "$work" log -p --stat
same git -C "$work" fsck --full --no-progress
same bash -c "rm -rf '$folder/clone' && git clone -q --no-local '$work' '$folder/clone' &&
  git -C '$folder/clone' gc -q --aggressive && git -C '$folder/clone' blame file3"
[ -n "$(dumps f)" ] || fault "git: expected a dump"
echo "ok: git: $(dumps | wc -l) dumps"
