#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# python3 with threads, ctypes and subprocesses.
# shellcheck source=programs.sh
. "$(dirname "$0")/programs.sh"
python=python3
[ ! -x /usr/bin/python3 ] || python=/usr/bin/python3
needs "$python"
same "$python" "$here/work.py" $((seconds * 15))
[ "$(sum_of main "$(final_dump)")" -ge 0 ] || fault "python: no dump"
live=$(head -n 2 "$(final_dump)" | sed -nE 's/^ *t\*: [0-9]+: ([0-9]+) .*/\1/p')
[ "$live" -ge 30000000 ] || fault "python: expected 30 MB to be live, got $live"
echo "ok: python: $(dumps | wc -l) dumps"
