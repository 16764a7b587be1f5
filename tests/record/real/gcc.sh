#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# g++ with a large source.
# shellcheck source=compiler.sh
. "$(dirname "$0")/compiler.sh"
run_compiler g++
echo "ok: g++: $(dumps | wc -l) dumps"
