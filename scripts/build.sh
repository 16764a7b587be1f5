#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# build.sh: the static release program, stripped, as build/release/jescope.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install_deps.sh build
[ -f build/release/build.ninja ] || cmake --preset release
cmake --build --preset release
echo "built build/release/jescope ($(stat -c %s build/release/jescope) bytes)"
