#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# ripgrep, a program in Rust, over all headers there are.
# shellcheck source=programs.sh
. "$(dirname "$0")/programs.sh"
needs rg
same rg --sort path -c 'struct [a-z_]+' /usr/include
same bash -c "for i in $(seq -s ' ' "$seconds"); do rg -j4 -n 'malloc|free' /usr/include | LC_ALL=C sort | sha256sum; done"
[ -n "$(dumps f)" ] || fault "rg: expected a dump"
echo "ok: ripgrep: $(dumps | wc -l) dumps"
