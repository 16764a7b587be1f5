#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# clang++ with a large source.
# shellcheck source=compiler.sh
. "$(dirname "$0")/compiler.sh"
run_compiler clang++
echo "ok: clang++: $(dumps | wc -l) dumps"
