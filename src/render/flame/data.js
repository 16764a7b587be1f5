// SPDX-License-Identifier: Apache-2.0
//
// Reads the data of a flame graph; its format stands above its writer in
// data.cc. Nodes are numbered depth first, callers before callees.

const kDigits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH" +
  "IJKLMNOPQRSTUVWXYZ-_!#$%'()*+,./:;=?@[^`{|}~";
const kBase = 44;

// Numbers of packed_numbers.h, one after another.
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
      if (digit < kBase) return value * kBase + digit;
      value = value * kBase + digit - kBase;
    }
  }

  nextLarge() {
    let value = 0n;
    for (;;) {
      const digit = this.digits[this.text.charCodeAt(this.at++)];
      if (digit < kBase) return value * 44n + BigInt(digit);
      value = value * 44n + BigInt(digit - kBase);
    }
  }

  nextSigned() {
    const doubled = this.next();
    return doubled % 2 === 0 ? doubled / 2 : -(doubled + 1) / 2;
  }

  nextSignedLarge() {
    const doubled = this.nextLarge();
    return doubled % 2n === 0n ? doubled / 2n : -(doubled + 1n) / 2n;
  }

  nextVariance(isShort) {
    const packed = this.next() * (isShort ? 2 ** 23 : 1);
    if (packed === 0) return 0;
    return (0.5 + (packed % 2 ** 30) / 2 ** 31) * 2 ** (Math.floor(packed / 2 ** 30) - 64);
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

function makeNumbers(count, data) {
  return data.isLarge ? new Array(count).fill(0n) : new Float64Array(count);
}

// A metric's numbers by node. Numbers beyond 2^53 are kept as BigInt. Of a change
// `self` is the larger side; of a series it is that of the snapshot shown, and
// `largest` what the node ever had.
function makeColumn(metric, data) {
  const numbers = () => makeNumbers(data.nodeCount, data);
  const column = { metric, self: numbers(), variance: new Float64Array(data.nodeCount) };
  if (data.isChange) return { ...column, before: numbers(), after: numbers() };
  return data.snapshots.length === 0 ? column : { ...column, largest: numbers() };
}

function readSelf(numbers, columns, node, data) {
  const next = () => (data.isLarge ? numbers.nextLarge() : numbers.next());
  const nextSigned = () => (data.isLarge ? numbers.nextSignedLarge() : numbers.nextSigned());
  for (const column of columns) {
    if (data.isChange) {
      column.before[node] = next();
      column.after[node] = column.before[node] + nextSigned();
    }
    column.self[node] = !data.isChange ? next() :
      column.before[node] > column.after[node] ? column.before[node] : column.after[node];
    column.variance[node] = numbers.nextVariance(column.metric !== data.metric);
  }
}

// Appends a node's steps from snapshot to snapshot to base.steps.
function readSteps(numbers, base, node, data) {
  const { steps, columns } = base;
  const last = columns.map(() => (data.isLarge ? 0n : 0));
  let snapshot = 0;
  for (let left = numbers.next(); left > 0; --left) {
    snapshot += numbers.next();
    steps.node.push(node);
    steps.snapshot.push(snapshot);
    columns.forEach((column, at) => {
      last[at] += data.isLarge ? numbers.nextSignedLarge() : numbers.nextSigned();
      steps.values[at].push(last[at]);
      steps.variances[at].push(numbers.nextVariance(column.metric !== data.metric || left > 1));
      if (last[at] > column.largest[node]) column.largest[node] = last[at];
    });
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
    if (data.snapshots.length === 0) readSelf(numbers, base.columns, node, data);
    else readSteps(numbers, base, node, data);
  }
}

// Gives the columns the numbers of a snapshot: of each node the last step up to it.
function showSnapshot(base, snapshot) {
  const { steps, columns } = base;
  columns.forEach((column, at) => {
    column.self.fill(typeof column.self[0] === "bigint" ? 0n : 0);
    column.variance.fill(0);
    for (let step = 0; step < steps.node.length; ++step) {
      if (steps.snapshot[step] > snapshot) continue;
      column.self[steps.node[step]] = steps.values[at][step];
      column.variance[steps.node[step]] = steps.variances[at][step];
    }
  });
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
    steps: { node: [], snapshot: [], values: data.metrics.map(() => []), variances: data.metrics.map(() => []) },
    snapshotCount: data.snapshots.length,
    isChange: data.isChange,
  };
  readNodes(base, data);
  return base;
}
