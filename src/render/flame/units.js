// SPDX-License-Identifier: Apache-2.0
//
// Numbers as base/units.h writes them. Values are numbers or BigInt.

const kByteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

// One decimal, a tie to the even digit as in C++; toFixed alone rounds it up.
function oneDecimal(value) {
  const whole = Math.floor(value);
  return value - whole === 0.25 ? `${whole}.2` : value.toFixed(1);
}

function formatCount(value) {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ",");
}

function formatBytes(value) {
  let size = Number(value);
  let power = 0;
  for (; size >= 1023.95 && power + 1 < kByteUnits.length; ++power) size /= 1024;
  return power === 0 ? `${formatCount(value)} B` : `${oneDecimal(size)} ${kByteUnits[power]}`;
}

function formatPercent(part, whole) {
  return whole === 0 ? "-" : `${oneDecimal((100 * part) / whole)}%`;
}

function describeCount(value, singular) {
  return `${formatCount(value)} ${singular}${Number(value) === 1 ? "" : "s"}`;
}
