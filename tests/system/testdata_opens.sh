#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# testdata_opens.sh JESCOPE FOLDER: every command opens every dump of FOLDER.
set -euo pipefail
"$(dirname "$0")/../../scripts/open_corpus.sh" "$2" "$1"
