#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# test.sh: everything the project checks about itself. The release program first,
# because the system tests look at it; then all tests in a debug build; then all
# but those of the browser, the system and the recorder's library, which no sanitizer is
# in, again under the address and undefined-behaviour sanitizers.
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=$(nproc)
# Where ccache has nothing yet, it is not to preprocess each file once more to say so.
export CCACHE_DEPEND=1

# build_and_test PRESET CTEST_OPTION...
build_and_test() {
  local preset=$1
  shift
  echo "== $preset: build and test"
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset"
  cmake --build --preset "$preset"
  ctest --preset "$preset" -j "$jobs" "$@"
}

scripts/install_deps.sh build test browser
echo "== release: build"
scripts/build.sh
build_and_test dev
build_and_test asan --label-exclude "system|browser|record"
echo "all tests passed"
