#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# lint.sh [--quick|--all]: the house style, as far as a machine can hold it: layout,
# heads of files, lengths, and which stage may include what. Then clang-tidy, which
# --quick leaves out: over the sources that changed, themselves or a header they
# include, since the commit that scripts/tidied names, in which all were clean; with
# --all over all of them (half an hour of processor time), which then names the commit
# anew. Prints each fault as path:line: what is wrong.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install_deps.sh build test lint
faults=$(mktemp)
trap 'rm -f "$faults"' EXIT

# Files of the project, tracked or about to be.
files() { git ls-files --cached --others --exclude-standard -- "$@" | sort -u; }

fault() { echo "$*" >>"$faults"; }

check_format() {
  files '*.cc' '*.h' | xargs clang-format --dry-run 2>&1 |
    sed -nE 's/^(\S+):([0-9]+):[0-9]+: warning:.*/\1:\2: run clang-format -i/p' |
    sort -u -t : -k 1,1 >>"$faults"
}

check_heads() {
  local file
  for file in $(files '*.cc' '*.h' '*.sh' '*.cmake' '*CMakeLists.txt'); do
    head -n 2 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' ||
      fault "$file:1: expected the SPDX line first"
  done
}

check_lengths() {
  local file lines
  for file in $(files '*.cc' '*.h' '*.sh'); do
    lines=$(wc -l <"$file")
    if [ "$lines" -gt 450 ]; then
      fault "$file:$lines: expected at most 450 lines; split the file"
    elif [ "$lines" -gt 300 ]; then
      echo "note: $file has $lines lines; 300 is comfortable"
    fi
  done
}

# forbid PATTERN REASON FILE...: a fault for each line that matches.
forbid() {
  local pattern=$1 reason=$2
  shift 2
  [ $# -gt 0 ] || return 0
  grep -nHE "$pattern" "$@" | sed -E "s|^([^:]*:[0-9]+):.*|\1: $reason|" >>"$faults" || true
}

# The folders of ours that a folder may include.
allowed_for() {
  case $1 in
    base) echo base ;;
    model) echo 'base|model' ;;
    render) echo 'base|model|summarize|render' ;;
    pipeline) echo 'base|model|read|normalize|symbolize|combine|select|summarize|render|pipeline|fetch' ;;
    cli) echo 'base|model|pipeline|record|cli' ;;
    *) echo "base|model|$1" ;;
  esac
}

check_includes() {
  local stages='base|model|read|normalize|symbolize|combine|select|summarize|render|fetch|pipeline|record|cli'
  local stage file
  for file in $(files 'include/jescope/*.h' 'src/*.h' 'src/*.cc' 'cli/*.h' 'cli/*.cc'); do
    stage=$(sed -E 's#^(include/jescope|src)/##; s#/.*##' <<<"$file")
    grep -nE "^#include \"(jescope/)?($stages)/" "$file" |
      grep -vE "\"(jescope/)?($(allowed_for "$stage"))/" |
      sed -E "s#^([0-9]+):(.*)#$file:\1: $stage may not use \2#" >>"$faults" || true
  done
}

# Two types of one name in two stages are one to the linker, which then mixes their code.
# The recorder's library is linked with nothing, and has a namespace of its own.
check_type_names() {
  local definition='^(class|struct|enum class) (\[\[[a-z]+\]\] )?([A-Z][A-Za-z0-9]+)( final)?( :.*)? \{'
  files 'include/*.h' 'src/*.h' 'cli/*.h' | grep -v '^src/record/shim/' |
    xargs grep -nHE "$definition" | sed -E "s/^([^:]*:[0-9]+):(class|struct|enum class) (\[\[[a-z]+\]\] )?([A-Za-z0-9]+).*/\4 \1/" |
    sort | awk '$1 == name { print $2 ": the type " name " is defined at " place ", too" }
                { name = $1; place = $2 }' >>"$faults"
}

check_words() {
  local headers sources libraries
  mapfile -t headers < <(files 'include/*.h')
  mapfile -t sources < <(files '*.cc' '*.h' '*.sh' '*.cmake' '*CMakeLists.txt')
  mapfile -t libraries < <(files 'src/*.cc' 'src/*.h' 'include/*.h')
  forbid '#include [<"](fmt|nlohmann|re2|CLI|zlib|zstd|elfutils|libelf|gelf|dwarf|libiberty|capstone|mbedtls)' \
    'no third-party header in ours' "${headers[@]}"
  # The brackets keep the pattern from matching itself.
  forbid 'TO[D]O($|[^(]|\([^0-9])|FIX[M]E|\bXX[X]\b' 'expected an issue number' "${sources[@]}"
  forbid 'std::c(out|err)|[^a-z_nv]printf\(|[^a-z_]puts\(' \
    'libraries do not print; return a value' "${libraries[@]}"
  forbid '^#define ' 'no macros' "${libraries[@]}"
}

# Prints the sources to look at; all of them where the commit is not at hand.
sources_to_tidy() {
  local clean changed
  clean=$(grep -v '^#' scripts/tidied)
  if [ "$1" = --all ] || ! git merge-base --is-ancestor "$clean" HEAD 2>/dev/null; then
    files 'src/*.cc' 'cli/*.cc'
    return
  fi
  changed=$(git diff --name-only --diff-filter=d "$clean" -- '*.cc' '*.h' .clang-tidy)
  grep -qx .clang-tidy <<<"$changed" && files 'src/*.cc' 'cli/*.cc' && return
  {
    grep -E '^(src|cli)/.*\.cc$' <<<"$changed" || true
    # As includes write them: without "src/" and "include/".
    sed -nE 's#^(include/|src/)?(.*\.h)$#\2#p' <<<"$changed" | while read -r header; do
      grep -rl --include='*.cc' "#include \"$header\"" src cli || true
    done
  } | sort -u
}

run_clang_tidy() {
  local sources
  [ -f build/dev/compile_commands.json ] || cmake --preset dev >/dev/null
  mapfile -t sources < <(sources_to_tidy "${1:-}")
  echo "clang-tidy: ${#sources[@]} sources"
  [ "${#sources[@]}" -gt 0 ] || return 0
  printf '%s\0' "${sources[@]}" |
    xargs -0 -n 4 -P "$(nproc)" clang-tidy --quiet -p build/dev \
      -extra-arg=-Wno-unknown-warning-option 2>/dev/null |
    sed -E "s/\x1b\[[0-9;]*m//g; s|^$PWD/||" |
    grep -E '^[^ ]+: (warning|error):' >>"$faults" || true
}

check_format
check_heads
check_lengths
check_includes
check_type_names
check_words
files '*.sh' .ci/run | xargs shellcheck --format gcc >>"$faults" || true
[ "${1:-}" = --quick ] || run_clang_tidy "${1:-}"

if [ -s "$faults" ]; then
  sort -u "$faults"
  echo "lint: $(sort -u "$faults" | wc -l) faults"
  exit 1
fi
if [ "${1:-}" = --all ] && git diff --quiet HEAD -- src cli include .clang-tidy; then
  printf '# %s\n%s\n' 'The last commit whose sources clang-tidy found clean: scripts/lint.sh --all.' \
    "$(git rev-parse HEAD)" >scripts/tidied
fi
echo "lint: no faults"
