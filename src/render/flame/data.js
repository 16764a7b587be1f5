// SPDX-License-Identifier: Apache-2.0
//
// Reads the data of a flame graph; its format stands above its writer in
// data.cc. Nodes are numbered depth first, so what a node calls is the
// range from node + 1 up to end[node], and no walk needs a recursion.

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

  nextVariance() {
    const packed = this.next();
    if (packed === 0) return 0;
    return (0.5 + (packed % 2 ** 22) / 2 ** 23) * 2 ** (Math.floor(packed / 2 ** 22) - 64);
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
    frame.shade = look >>> 1;
    return frame;
  });
}

// A metric's numbers by node. Numbers beyond 2^53 are kept as BigInt.
function makeColumn(metric, count, isLarge) {
  const numbers = () => (isLarge ? new Array(count).fill(0n) : new Float64Array(count));
  return { metric, self: numbers(), subtree: numbers() };
}

function readSelf(numbers, tree, node, isLarge) {
  for (const column of tree.columns) {
    column.self[node] = isLarge ? numbers.nextLarge() : numbers.next();
    if (column === tree.drawn) tree.variance[node] = numbers.nextVariance();
  }
}

function readNodes(tree, data) {
  const numbers = new NumberReader(data.nodes);
  const open = [];
  for (let node = 0; node < tree.count; ++node) {
    const head = numbers.next();
    for (let ended = head >>> 1; ended > 0; --ended) tree.end[open.pop()] = node;
    tree.frame[node] = numbers.next();
    tree.parent[node] = node === 0 ? 0 : open[open.length - 1];
    tree.depth[node] = open.length;
    open.push(node);
    if (head % 2 === 1) readSelf(numbers, tree, node, data.isLarge);
  }
  for (const node of open) tree.end[node] = tree.count;
}

// Adds up from the innermost frames outwards.
function addToCallers(tree, numbers) {
  for (let node = tree.count - 1; node > 0; --node) numbers[tree.parent[node]] += numbers[node];
}

function sumColumn(tree, column) {
  for (let node = 0; node < tree.count; ++node) column.subtree[node] = column.self[node];
  addToCallers(tree, column.subtree);
}

// Places callees side by side from the left of their caller.
function placeNodes(tree) {
  const next = new Float64Array(tree.count);
  for (let node = 0; node < tree.count; ++node) {
    tree.width[node] = Number(tree.drawn.subtree[node]);
    const parent = tree.parent[node];
    tree.begin[node] = node === 0 ? 0 : next[parent];
    next[node] = tree.begin[node];
    next[parent] += node === 0 ? 0 : tree.width[node];
  }
}

function readTree(data) {
  const count = data.nodeCount;
  const tree = {
    count,
    frames: readFrames(data),
    frame: new Uint32Array(count),
    parent: new Uint32Array(count),
    end: new Uint32Array(count),
    depth: new Uint32Array(count),
    width: new Float64Array(count),
    begin: new Float64Array(count),
    variance: new Float64Array(count),  // of what is drawn
    columns: data.metrics.map((metric) => makeColumn(metric, count, data.isLarge)),
  };
  tree.drawn = tree.columns.find((column) => column.metric === data.metric);
  readNodes(tree, data);
  tree.columns.forEach((column) => sumColumn(tree, column));
  addToCallers(tree, tree.variance);
  placeNodes(tree);
  return tree;
}
