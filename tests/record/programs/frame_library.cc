// SPDX-License-Identifier: Apache-2.0
//
// A library whose frame has FRAME_BYTES: its code is as long whatever they are.
#include "kept.h"

extern "C" [[gnu::noinline]] void frame_allocate() {
  volatile char frame[FRAME_BYTES];
  frame[0] = 1;
  pitfall::leak(1, 700);
  frame[1] = frame[0];
}
