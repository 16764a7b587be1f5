#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# printed_graph.sh PROGRAM DUMP...: other programs read the call graphs that `graph`
# prints of the dumps and of one with hostile names. qpdf finds the PDF whole, poppler
# finds in it the name of every box that the SVG has, netpbm finds PNG and GIF to have the
# same pixels, and ghostscript, where it is installed, draws the PostScript.
set -euo pipefail
program=$1
shift
for tool in qpdf pdftotext pdfinfo pngtopnm giftopnm; do
  if ! command -v "$tool" >/dev/null; then
    echo "skipped: no $tool (Debian packages qpdf, poppler-utils, netpbm)"
    exit 77
  fi
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fault() {
  echo "FAULT: $1"
  exit 1
}

# Names that end strings, objects and files elsewhere, and scripts that no font has.
write_hostile_dump() {
  local names=('f)(\ (( showpage quit' $'a\033[31m\007b' $'\342\200\256turned' $'broken\377'
    '漢字の関数名' 'Привет Größe αβγ' '%!PS-Adobe %%EOF endstream endobj'
    '</svg><script>alert(1)</script>' "$(printf 'x%.0s' {1..5000})")
  local i
  {
    echo '--- symbol'
    for i in "${!names[@]}"; do printf '0x%016x %s\n' $((0x1000 + i)) "${names[i]}"; done
    printf -- '---\n--- heap\nheap_v2/1\n  t*: 9: 9000 [0: 0]\n'
    for i in "${!names[@]}"; do printf '@ 0x%x 0x1000\n  t*: 1: 1000 [0: 0]\n' $((0x1000 + i)); done
    printf '\nMAPPED_LIBRARIES:\n'
  } >"$1"
}

# The names in the boxes of an SVG, without spaces, which readers of PDF place as they like.
names_of() {
  sed -nE 's|^with callees.*<rect [^>]*/><text x="[^>]*>([^<]*)</text>.*|\1|p;
    s|^[^<]*</title><rect [^>]*/><text x="[^>]*>([^<]*)</text>.*|\1|p' "$1" |
    sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&amp;/\&/g' | tr -d ' ' | sort -u
}

check_pdf() {
  local missing
  qpdf --check "$work/calls.pdf" >"$work/qpdf.txt" 2>&1 ||
    fault "$1: qpdf: $(cat "$work/qpdf.txt")"
  ! pdfinfo "$work/calls.pdf" | grep -q 'Date:' || fault "$1: the PDF tells a time"
  pdftotext -raw "$work/calls.pdf" - 2>"$work/errors.txt" | tr -d ' \n' >"$work/text.txt"
  [ ! -s "$work/errors.txt" ] || fault "$1: pdftotext: $(cat "$work/errors.txt")"
  names_of "$work/calls.svg" >"$work/names.txt"
  missing=$(while read -r name; do
    grep -qF -- "$name" "$work/text.txt" || echo "$name"
  done <"$work/names.txt")
  [ -z "$missing" ] || fault "$1: the PDF has no $missing"
}

# The flame graph in its own fonts and pages.
check_flame() {
  "$program" flame --quiet "$1" -o "$work/flame.pdf"
  qpdf --check "$work/flame.pdf" >"$work/qpdf.txt" 2>&1 ||
    fault "$1: flame: qpdf: $(cat "$work/qpdf.txt")"
  pdftotext -raw "$work/flame.pdf" - 2>"$work/errors.txt" | grep -qE '^(all|no samples)$' ||
    fault "$1: the flame graph's PDF has no root"
  [ ! -s "$work/errors.txt" ] || fault "$1: flame: pdftotext: $(cat "$work/errors.txt")"
}

check_pixels() {
  pngtopnm "$work/calls.png" >"$work/png.ppm"
  giftopnm -quiet "$work/calls.gif" >"$work/gif.ppm"
  cmp -s "$work/png.ppm" "$work/gif.ppm" || fault "$1: PNG and GIF differ"
}

check_postscript() {
  local kind
  ! LC_ALL=C grep -q '[^ -~]' "$work/calls.ps" || fault "$1: PostScript has more than ASCII"
  command -v gs >/dev/null || return 0
  for kind in ps eps; do
    gs -q -dSAFER -dBATCH -dNOPAUSE -dEPSCrop -sDEVICE=bbox "$work/calls.$kind" \
      >"$work/gs.txt" 2>&1 || fault "$1: gs: $(cat "$work/gs.txt")"
    grep -q '%%BoundingBox: [0-9]' "$work/gs.txt" || fault "$1: gs draws nothing of .$kind"
    ! grep -qi error "$work/gs.txt" || fault "$1: gs: $(cat "$work/gs.txt")"
  done
}

write_hostile_dump "$work/hostile (\\ 漢.heap"
boxes=0
for dump in "$@" "$work"/hostile*.heap; do
  for kind in svg pdf ps eps gif png; do
    "$program" graph --quiet "$dump" -o "$work/calls.$kind"
  done
  check_pdf "$dump"
  check_flame "$dump"
  check_pixels "$dump"
  check_postscript "$dump"
  boxes=$((boxes + $(wc -l <"$work/names.txt")))
done
[ "$boxes" -gt 100 ] || fault "expected the names of some hundred boxes, got $boxes"
grep -q '漢字の関数名' "$work/names.txt" || fault "the hostile names were not looked for"
command -v gs >/dev/null || echo "PostScript was not drawn: no gs (Debian package ghostscript)"
echo "ok: $boxes names are found"
