#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# run.sh MAKE_FLAME FOLDER: drives flame graphs in headless Chromium. The driver
# and its judges (playwright-core, axe-core and html-validate, from npm) are
# installed in FOLDER once. Skipped where there is no browser, Node.js, npm or
# xmllint: scripts/install_deps.sh browser.
set -euo pipefail
make_flame=$1
folder=$2
here=$(cd "$(dirname "$0")" && pwd)

for tool in node npm xmllint "${CHROMIUM:-/usr/bin/chromium}"; do
  if ! command -v "$tool" >/dev/null; then
    echo "skipped: no $tool; scripts/install_deps.sh browser"
    exit 77
  fi
done

mkdir -p "$folder"
cp "$here/package.json" "$here/flame_test.js" "$folder/"
cd "$folder"
if [ ! -d node_modules/playwright-core ] || [ ! -d node_modules/html-validate ]; then
  if ! npm install --no-audit --no-fund --no-package-lock --ignore-scripts --silent; then
    echo "skipped: the driver cannot be installed from npm"
    exit 77
  fi
fi
node flame_test.js "$make_flame"
