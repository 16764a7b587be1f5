#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# installed_package.sh CMAKE BUILD FOLDER DUMP: installs BUILD under FOLDER, builds
# the project in consumer/ against nothing but that, and runs it on DUMP.
set -euo pipefail
cmake=$1 build=$2 folder=$3 dump=$4
here=$(cd "$(dirname "$0")" && pwd)

rm -rf "$folder"
mkdir -p "$folder"
"$cmake" --install "$build" --prefix "$folder/prefix" >"$folder/install.log"
"$cmake" -S "$here/consumer" -B "$folder/build" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_PREFIX_PATH="$folder/prefix"
"$cmake" --build "$folder/build"
"$folder/build/consumer" "$dump"

"$folder/prefix/bin/jescope" --version
for file in LICENSE THIRD_PARTY_NOTICES; do
  [ -f "$folder/prefix/share/doc/jescope/$file" ]
done
