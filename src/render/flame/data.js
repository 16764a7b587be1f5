// SPDX-License-Identifier: Apache-2.0
//
// Reads the data of a flame graph; its format stands above its writer in
// data.cc. Nodes are numbered depth first, callers before callees.

const kDigits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const kUpperHalf = 32;

// Numbers of append_number, one after another.
class NumberReader {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.digits = new Uint8Array(128);
    for (let digit = 0; digit < kDigits.length; ++digit) {
      this.digits[kDigits.charCodeAt(digit)] = digit;
    }
  }

  next() {
    let value = 0;
    for (;;) {
      const digit = this.digits[this.text.charCodeAt(this.at++)];
      if (digit < kUpperHalf) return value * kUpperHalf + digit;
      value = value * kUpperHalf + digit - kUpperHalf;
    }
  }

  nextLarge() {
    let value = 0n;
    for (;;) {
      const digit = this.digits[this.text.charCodeAt(this.at++)];
      if (digit < kUpperHalf) return value * 32n + BigInt(digit);
      value = value * 32n + BigInt(digit - kUpperHalf);
    }
  }

  nextVariance(isShort) {
    const packed = this.next() * (isShort ? 2 ** 25 : 1);
    if (packed === 0) return 0;
    return (0.5 + (packed % 2 ** 32) / 2 ** 33) * 2 ** (Math.floor(packed / 2 ** 32) - 64);
  }
}

function readFrames(data) {
  const numbers = new NumberReader(data.frames);
  let before = "";
  return data.names.split("\n").map((middle) => {
    const beginning = before.slice(0, numbers.next());
    const end = before.slice(before.length - numbers.next());
    before = beginning + middle + end;
    const frame = {
      name: before,
      file: data.files[numbers.next()],
      line: numbers.next(),
      module: data.modules[numbers.next()],
    };
    const look = numbers.next();
    frame.inlined = look % 2 === 1;
    frame.code = (look >>> 1) % 8;
    frame.shade = look >>> 4;
    return frame;
  });
}

// A metric's numbers by node. Numbers beyond 2^53 are kept as BigInt. Of a change
// `self` is the larger side.
function makeColumn(metric, data) {
  const numbers = () =>
    (data.isLarge ? new Array(data.nodeCount).fill(0n) : new Float64Array(data.nodeCount));
  const column = { metric, self: numbers(), variance: new Float64Array(data.nodeCount) };
  return data.isChange ? { ...column, before: numbers(), after: numbers() } : column;
}

function readSelf(numbers, columns, node, data) {
  const next = () => (data.isLarge ? numbers.nextLarge() : numbers.next());
  for (const column of columns) {
    if (data.isChange) {
      column.before[node] = next();
      column.after[node] = next();
    }
    column.self[node] = !data.isChange ? next() :
      column.before[node] > column.after[node] ? column.before[node] : column.after[node];
    column.variance[node] = numbers.nextVariance(column.metric !== data.metric);
  }
}

function readNodes(base, data) {
  const numbers = new NumberReader(data.nodes);
  const open = [];
  for (let node = 0; node < base.count; ++node) {
    const head = numbers.next();
    for (let ended = head >>> 1; ended > 0; --ended) open.pop();
    base.frame[node] = numbers.next();
    base.parent[node] = node === 0 ? 0 : open[open.length - 1];
    open.push(node);
    if (head % 2 === 0) continue;
    base.hasSelf[node] = 1;
    readSelf(numbers, base.columns, node, data);
  }
}

// Returns the stacks as the file has them, from which trees are derived.
function readStacks(data) {
  const count = data.nodeCount;
  const base = {
    count,
    frames: readFrames(data),
    frame: new Uint32Array(count),
    parent: new Uint32Array(count),
    hasSelf: new Uint8Array(count),
    columns: data.metrics.map((metric) => makeColumn(metric, data)),
    isChange: data.isChange,
  };
  readNodes(base, data);
  return base;
}
