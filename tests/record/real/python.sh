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
# What ctypes took by malloc is the interpreter's as well.
has_live PyEval_EvalCode 25000000
echo "ok: python: $(dumps | wc -l) dumps"
