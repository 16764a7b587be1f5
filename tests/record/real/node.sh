#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# node with workers.
# shellcheck source=programs.sh
. "$(dirname "$0")/programs.sh"
needs node
same node "$here/work.js" $((seconds * 20))
[ -n "$(dumps f)" ] || fault "node: expected a dump"
echo "ok: node: $(dumps | wc -l) dumps"
