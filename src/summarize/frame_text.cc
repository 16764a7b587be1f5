// SPDX-License-Identifier: Apache-2.0
//
// Copies a frame's texts out of the profile's tables, and tells its language.
#include "summarize/frame_text.h"

#include "summarize/code_class.h"

namespace jescope {
CallFrame frame_text(const Profile& profile, const Frame& frame) {
  CallFrame text;
  text.name = frame_label(profile, frame);
  text.file = profile.text(frame.file);
  text.module = profile.text(frame.module);
  text.line = frame.line;
  text.inlined = frame.inlined;
  text.named = is_named(frame);
  return text;
}

std::vector<CallFrame> frame_texts(const Profile& profile) {
  std::vector<CallFrame> texts;
  texts.reserve(profile.frames.size());
  const CodeClasses classes(profile);
  for (const Frame& frame : profile.frames) {
    texts.push_back(frame_text(profile, frame));
    texts.back().code = classes.of(frame);
  }
  return texts;
}

}  // namespace jescope
