#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_symbols.sh LIBRARY: the recorder's library needs no other one, asks for no version
# of a symbol, and only for symbols that glibc has had since 2.17 and musl has too. It
# shows programs the functions it stands before, and nothing of libunwind.
set -euo pipefail
library=$1

fail() {
  echo "$library: $*" >&2
  exit 1
}

# Symbols are printed by the names they have, without sizes and addresses.
dynamic_symbols() { readelf -W --dyn-syms "$library" | awk -v want="$1" '
  $4 ~ /FUNC|OBJECT|NOTYPE|TLS/ && $8 != "" && ($7 == "UND") == (want == "undefined") { print $8 }' | sort -u; }

readelf -dW "$library" | grep -E '\((NEEDED|TEXTREL)\)' && fail "expected no NEEDED, no TEXTREL"
readelf -VW "$library" | grep -q 'No version information' || fail "expected no versions"
readelf -lW "$library" | grep -E 'GNU_STACK.*RWE' && fail "expected a stack without code"

allowed='dl_iterate_phdr environ getauxval memchr memcmp memcpy memmove memset strcmp strlen strstr'
asked=$(comm -23 <(dynamic_symbols undefined) <(tr ' ' '\n' <<<"$allowed" | sort))
[ -z "$asked" ] || fail "expected only symbols of each C library, got: $asked"

shown=$(dynamic_symbols defined)
for name in malloc calloc realloc free posix_memalign aligned_alloc memalign malloc_usable_size; do
  grep -qx "$name" <<<"$shown" || fail "expected to define $name"
done
strange=$(grep -vE '^(_Z[nd][wal].*|_?_exit|_Exit|dlclose|sigaction|signal|jescope_.*|free(_sized|_aligned_sized)?|malloc(_usable_size)?|[cv]alloc|pvalloc|realloc|reallocarray|(posix_)?memalign|aligned_alloc)$' \
  <<<"$shown" || true)
[ -z "$strange" ] || fail "expected to show only what programs call, got: $strange"
