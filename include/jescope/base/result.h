// SPDX-License-Identifier: Apache-2.0
//
// A value or the reason there is none. Failure is an ordinary case here (dumps
// are truncated, binaries replaced), so it stands in the signature.
// `std::expected` needs a newer standard; this is the part of it we use.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace jescope {

// What went wrong, by whose turn it is to act.
enum class ErrorCode {
  kUsage,       // the user asked for something impossible; exit 2
  kUnreadable,  // an input cannot be read or is damaged beyond use; exit 3
  kUnwritable,  // an output could not be written; exit 4
};

// Printed as "jescope: <where>: <message>", then "hint: <hint>".
struct Error {
  ErrorCode code = ErrorCode::kUnreadable;
  std::string where;    // path:line, path@0xoffset, or an option
  std::string message;  // "expected X, got Y"; lower case, no full stop
  std::string hint;     // a command that mends it, or empty
};

// Nothing to return but success.
struct Done {};

// Holds a T or an Error. Reading the wrong one is a bug of ours.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::move(value)) {}
  Result(Error error) : held_(std::move(error)) {}

  bool ok() const { return std::holds_alternative<T>(held_); }
  explicit operator bool() const { return ok(); }

  const T& operator*() const& { return get(); }
  T& operator*() & { return get(); }
  T&& operator*() && { return std::move(get()); }
  const T* operator->() const { return &get(); }
  T* operator->() { return &get(); }

  const Error& error() const& {
    assert(!ok());
    return std::get<Error>(held_);
  }
  Error&& error() && {
    assert(!ok());
    return std::get<Error>(std::move(held_));
  }

 private:
  T& get() {
    assert(ok());
    return std::get<T>(held_);
  }
  const T& get() const {
    assert(ok());
    return std::get<T>(held_);
  }

  std::variant<T, Error> held_;
};

}  // namespace jescope
