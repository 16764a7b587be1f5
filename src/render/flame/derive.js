// SPDX-License-Identifier: Apache-2.0
//
// Makes the tree that is drawn from the stacks in the file, as the reader chose:
//
//   {metric, snapshot, isReversed, isFolded, isByName, sides, hidden, only, without}
//
// `hidden`, `only` and `without` are lists of frames: frames left out, frames
// that a stack must have, frames that it must not have. First the shape is found:
// which nodes there are, callers before callees, and to which of them each node
// of the file gives its numbers. Then numbers are added up, and nodes are put in
// order. A tree's nodes are numbered depth first, so what a node calls is the
// range from node + 1 up to end[node], and no walk needs a recursion.

const kNowhere = -1;
const kMostNodes = 1e6;
const kMostSteps = 2e7;
const kLongestCycle = 64;

// Paths of frames that grow one by one; 0 is the root.
class PathTree {
  constructor(base) {
    this.frameCount = base.frames.length;
    this.frame = [base.frame[0]];
    this.parent = [0];
    this.nodes = new Map();
  }

  child(parent, frame) {
    const key = parent * this.frameCount + frame;
    let node = this.nodes.get(key);
    if (node !== undefined) return node;
    node = this.frame.push(frame) - 1;
    this.parent.push(parent);
    this.nodes.set(key, node);
    return node;
  }

  // The child, or where the frame stands already among the last of the path.
  childOrCaller(parent, frame) {
    let node = parent;
    for (let steps = 0; node !== 0 && steps < kLongestCycle; ++steps, node = this.parent[node]) {
      if (this.frame[node] === frame) return node;
    }
    return this.child(parent, frame);
  }

  shape(target) {
    return { count: this.frame.length, frame: this.frame, parent: this.parent, target };
  }
}

function sameShape(base) {
  const target = new Int32Array(base.count);
  for (let node = 0; node < base.count; ++node) target[node] = node;
  return { count: base.count, frame: base.frame, parent: base.parent, target };
}

// Leaves out what the reader left out.
function filteredShape(base, choice) {
  const paths = new PathTree(base);
  const [hidden, without] = [new Set(choice.hidden), new Set(choice.without)];
  const missing = new Int32Array(base.count);  // of `only`, so far
  const place = new Int32Array(base.count);
  missing[0] = 2 ** choice.only.length - 1;
  for (let node = 1; node < base.count; ++node) {
    const caller = base.parent[node];
    const frame = base.frame[node];
    const wanted = choice.only.indexOf(frame);
    missing[node] = wanted < 0 ? missing[caller] : missing[caller] & ~(1 << wanted);
    if (place[caller] === kNowhere || without.has(frame)) place[node] = kNowhere;
    else if (hidden.has(frame)) place[node] = place[caller];
    else if (choice.isFolded) place[node] = paths.childOrCaller(place[caller], frame);
    else place[node] = paths.child(place[caller], frame);
  }
  return paths.shape(place.map((at, node) => (missing[node] === 0 ? at : kNowhere)));
}

// Turns every stack around. Of more work than a reader waits for, the outer
// callers are left out.
function reversedShape(base, shape) {
  const paths = new PathTree(base);
  const turned = new Int32Array(shape.count).fill(kNowhere);
  let steps = 0;
  const turn = (node) => {
    let at = 0;
    for (; node !== 0 && paths.frame.length < kMostNodes && steps < kMostSteps; ++steps) {
      at = paths.child(at, shape.frame[node]);
      node = shape.parent[node];
    }
    return at;
  };
  const target = shape.target.map((node, row) => {
    if (node === kNowhere || base.hasSelf[row] === 0) return kNowhere;
    if (turned[node] === kNowhere) turned[node] = turn(node);
    return turned[node];
  });
  return paths.shape(target);
}

function shapeOf(base, choice, isTurned) {
  const isWhole = choice.hidden.length + choice.only.length + choice.without.length === 0;
  const shape = isWhole && !choice.isFolded ? sameShape(base) : filteredShape(base, choice);
  return isTurned ? reversedShape(base, shape) : shape;
}

function emptyLike(numbers, count) {
  return Array.isArray(numbers) ? new Array(count).fill(0n) : new Float64Array(count);
}

// By node of the shape, the numbers of the stacks that end there.
function gather(numbers, shape) {
  const sums = emptyLike(numbers, shape.count);
  for (let row = 0; row < numbers.length; ++row) {
    if (shape.target[row] !== kNowhere) sums[shape.target[row]] += numbers[row];
  }
  return sums;
}

// Adds up from the innermost frames outwards.
function sumUp(self, shape) {
  const sums = self.slice();
  for (let node = shape.count - 1; node > 0; --node) sums[shape.parent[node]] += sums[node];
  return sums;
}

function sumColumn(column, shape) {
  const self = gather(column.self, shape);
  const selfVariance = gather(column.variance, shape);
  const sums = { metric: column.metric, self, subtree: sumUp(self, shape),
    selfVariance, variance: sumUp(selfVariance, shape) };
  if (column.before === undefined) return sums;
  const [selfBefore, selfAfter] = [gather(column.before, shape), gather(column.after, shape)];
  return { ...sums, selfBefore, selfAfter,
    before: sumUp(selfBefore, shape), after: sumUp(selfAfter, shape) };
}

function plainNumbers(numbers) {
  return Array.isArray(numbers) ? Float64Array.from(numbers, Number) : numbers;
}

// What is wide: the larger side, one of both, or what vanished.
function widthsOf(base, drawn, shape, sides) {
  if (sides === "larger") return plainNumbers(drawn.subtree);
  if (sides !== "gone") return plainNumbers(drawn[sides]);
  const column = base.columns.find((one) => one.metric === drawn.metric);
  const gone = Float64Array.from(column.before, (value, row) =>
    (Number(column.after[row]) === 0 ? Number(value) : 0));
  return sumUp(gather(gone, shape), shape);
}

// What siblings are ordered by: how wide they are, or in a series have ever been,
// so that they keep their order from snapshot to snapshot.
function sizesOf(base, widths, shape, metric) {
  if (base.snapshotCount === 0) return widths;
  const { largest } = base.columns.find((one) => one.metric === metric);
  return plainNumbers(sumUp(gather(largest, shape), shape));
}

// By node, where its children begin in `children`, which has them in order.
function childrenOf(shape, comesBefore) {
  const begin = new Uint32Array(shape.count + 2);
  for (let node = 1; node < shape.count; ++node) ++begin[shape.parent[node] + 2];
  for (let node = 2; node < begin.length; ++node) begin[node] += begin[node - 1];
  const children = new Uint32Array(Math.max(0, shape.count - 1));
  for (let node = 1; node < shape.count; ++node) children[begin[shape.parent[node] + 1]++] = node;
  for (let node = 0; node < shape.count; ++node) {
    if (begin[node + 1] - begin[node] > 1) children.subarray(begin[node], begin[node + 1]).sort(comesBefore);
  }
  return { begin, children };
}

// Frames are numbered by name.
function orderOf(shape, widths, isByName) {
  const byName = (a, b) => shape.frame[a] - shape.frame[b];
  const bySize = (a, b) => widths[b] - widths[a] || byName(a, b);
  const { begin, children } = childrenOf(shape, isByName ? byName : bySize);
  const order = new Uint32Array(shape.count);
  const pending = [0];
  for (let next = 0; pending.length > 0; ++next) {
    const node = pending.pop();
    order[next] = node;
    for (let at = begin[node + 1]; at > begin[node]; --at) pending.push(children[at - 1]);
  }
  return order;
}

function reordered(values, order) {
  const result = Array.isArray(values) ? new Array(order.length) : new values.constructor(order.length);
  for (let node = 0; node < order.length; ++node) result[node] = values[order[node]];
  return result;
}

function reorderedColumn(column, order) {
  return Object.fromEntries(Object.entries(column).map(([name, values]) =>
    [name, name === "metric" ? values : reordered(values, order)]));
}

// Where each node of the shape stands in the order.
function placesOf(order) {
  const place = new Uint32Array(order.length);
  order.forEach((node, at) => (place[node] = at));
  return place;
}

// Says of each node where what it calls ends, and how deep it is.
function measure(tree) {
  for (let node = 0; node < tree.count; ++node) tree.end[node] = node + 1;
  for (let node = tree.count - 1; node > 0; --node) {
    tree.end[tree.parent[node]] = Math.max(tree.end[tree.parent[node]], tree.end[node]);
  }
  for (let node = 1; node < tree.count; ++node) tree.depth[node] = tree.depth[tree.parent[node]] + 1;
}

// Places callees side by side from the left of their caller.
function placeNodes(tree) {
  const next = new Float64Array(tree.count);
  for (let node = 1; node < tree.count; ++node) {
    const parent = tree.parent[node];
    tree.begin[node] = next[parent];
    next[node] = next[parent];
    next[parent] += tree.width[node];
  }
}

function isAsWritten(data, choice) {
  return choice.metric === data.metric && choice.sides === "larger" && choice.isByName === data.isByName &&
    choice.isReversed === data.isReversed && !choice.isFolded &&
    choice.hidden.length + choice.only.length + choice.without.length === 0;
}

function deriveTree(base, data, choice) {
  if (base.snapshotCount > 0) showSnapshot(base, choice.snapshot);
  const shape = shapeOf(base, choice, choice.isReversed !== data.isReversed);
  const columns = base.columns.map((column) => sumColumn(column, shape));
  const widths = widthsOf(base, columns.find((one) => one.metric === choice.metric), shape, choice.sides);
  const isInOrder = isAsWritten(data, choice);
  const sizes = isInOrder ? widths : sizesOf(base, widths, shape, choice.metric);
  const order = isInOrder ? undefined : orderOf(shape, sizes, choice.isByName);
  const places = isInOrder ? undefined : placesOf(order);
  const tree = {
    count: shape.count,
    base,
    frames: base.frames,
    isChange: base.isChange,
    frame: isInOrder ? shape.frame : Uint32Array.from(order, (node) => shape.frame[node]),
    parent: isInOrder ? shape.parent : Uint32Array.from(order, (node) => places[shape.parent[node]]),
    nodeOfRow: isInOrder ? shape.target : shape.target.map((at) => (at === kNowhere ? at : places[at])),
    width: isInOrder ? widths : reordered(widths, order),
    columns: isInOrder ? columns : columns.map((column) => reorderedColumn(column, order)),
    end: new Uint32Array(shape.count),
    depth: new Uint32Array(shape.count),
    begin: new Float64Array(shape.count),
  };
  tree.drawn = tree.columns.find((column) => column.metric === choice.metric);
  measure(tree);
  placeNodes(tree);
  return tree;
}
