#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# java on the C library's malloc, with a Deflater that leaks.
# shellcheck source=programs.sh
. "$(dirname "$0")/programs.sh"
needs java javac
javac -d "$folder" "$here/Leak.java"
same java -XX:-UsePerfData -cp "$folder" Leak $((seconds * 100))
# A deflater takes some 260 KiB by its five allocations.
has_live Java_java_util_zip_Deflater_init 20000000
echo "ok: java: $(dumps | wc -l) dumps"
