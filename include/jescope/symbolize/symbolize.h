// SPDX-License-Identifier: Apache-2.0
//
// Names every place of a profile: AddressProfile in, Profile out. Each module
// is looked up once, with all its distinct places at a time.
#pragma once

#include "jescope/base/diagnostics.h"
#include "jescope/model/address_profile.h"
#include "jescope/model/profile.h"
#include "jescope/symbolize/symbol_source.h"

namespace jescope {

enum class Inlines {
  kShow,  // a frame for each inlined function
  kFold,  // only the function they were compiled into
};

// Returns `profile` with names, at Granularity::kAddress. Names that the dump
// itself gives are used first; `source` is asked for the rest. A place without
// a name keeps its module and offset. Samples without frames get the single
// frame kNoBacktrace. Inlined functions are folded, with a warning, where they
// would make more than 100 million frames.
Profile symbolize(const AddressProfile& profile, SymbolSource& source, Inlines inlines,
                  Diagnostics& diagnostics, NameDetail detail = NameDetail::kChains);

}  // namespace jescope
