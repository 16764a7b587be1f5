#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# run.sh NAME MAKE FOLDER: runs NAME/NAME_test.js with the program MAKE, which
# writes the pictures. The driver and its judges (playwright-core, axe-core and
# html-validate, from npm) are installed in FOLDER once for all tests. Skipped
# where there is no browser, Node.js, npm or xmllint: scripts/install_deps.sh browser.
set -euo pipefail
name=$1
make=$2
folder=$3
here=$(cd "$(dirname "$0")" && pwd)

for tool in node npm xmllint "${CHROMIUM:-/usr/bin/chromium}"; do
  if ! command -v "$tool" >/dev/null; then
    echo "skipped: no $tool; scripts/install_deps.sh browser"
    exit 77
  fi
done

install_driver() {
  cmp -s "$here/package.json" "$folder/installed.json" && return
  cp "$here/package.json" "$folder/package.json"
  npm install --prefix "$folder" --no-audit --no-fund --no-package-lock --ignore-scripts --silent
  cp "$here/package.json" "$folder/installed.json"
}

mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9
if ! install_driver; then
  echo "skipped: the driver cannot be installed from npm"
  exit 77
fi
flock -u 9
cp "$here/browser.js" "$here/$name/${name}_test.js" "$folder/"
node "$folder/${name}_test.js" "$make"
