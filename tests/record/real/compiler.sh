#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# compiler.sh: a compiler with a large source: the object files are the same. It is sourced.
# shellcheck source=programs.sh
. "$(dirname "${BASH_SOURCE[0]}")/programs.sh"

# A source that keeps a compiler busy: templates and many functions.
write_source() {
  {
    printf '#include <map>\n#include <string>\n#include <functional>\n#include <sstream>\n'
    for number in $(seq $((seconds * 10))); do
      printf 'int f%d(int n) { std::map<int, std::string> m; std::function<int(int)> g = [&](int k) ' "$number"
      printf '{ m[k] = std::to_string(k + %d); return k < 2 ? k : g(k - 1) + g(k - 2); }; ' "$number"
      printf 'std::ostringstream out; out << m[n] << %d; return g(n) + out.str().size(); }\n' "$number"
    done
  } >"$folder/source.cc"
}

run_compiler() {
  needs "$1"
  write_source
  same "$1" -std=c++17 -O2 -g -c "$folder/source.cc" -o "$folder/object.o"
  cp "$folder/object.o" "$folder/recorded.o"
  plain "$1" -std=c++17 -O2 -g -c "$folder/source.cc" -o "$folder/object.o"
  cmp "$folder/object.o" "$folder/recorded.o" || fault "$1: the object files differ"
  [ -n "$(dumps f)" ] || fault "$1: expected a dump"
}
