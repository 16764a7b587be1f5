// SPDX-License-Identifier: Apache-2.0
//
// The program of all big_unit.cc: runs UNITS units, one after the other.
#include <utility>

#include "big_unit.h"

namespace {

template <int... Units>
void run(std::integer_sequence<int, Units...>) {
  (bench::run_unit<Units>(Units % 5), ...);
}

}  // namespace

int main() {
  run(std::make_integer_sequence<int, UNITS>());
}
