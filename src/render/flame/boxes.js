// SPDX-License-Identifier: Apache-2.0
//
// Decides which boxes a view shows and where, without drawing: the zoomed
// frame over the whole width, its callers as bars before it, what it calls
// after it. The same folding as in layout.cc, so that the first view
// shows what the file's picture shows.

const kMostAncestors = 10;
const kAncestorsAfterFold = 6;

function isLink(tree, node) {
  const callee = node + 1;
  return callee < tree.end[node] && tree.end[callee] === tree.end[node] &&
    tree.width[callee] === tree.width[node];
}

function linksFrom(tree, node) {
  let links = 0;
  for (; isLink(tree, node + links);) ++links;
  return links;
}

// From the root to the node's caller.
function callersOf(tree, node) {
  const callers = [];
  for (; node !== 0; node = tree.parent[node]) callers.push(tree.parent[node]);
  return callers.reverse();
}

// Bars of the callers; of many, the root, a fold and the innermost few. The
// fold zooms to the innermost caller it hides.
function ancestorBoxes(tree, zoom, width) {
  const callers = callersOf(tree, zoom);
  const bar = (node, row) => ({ node, row, left: 0, right: width, kind: "ancestor" });
  if (callers.length <= kMostAncestors) return callers.map(bar);
  const hidden = callers.length - 1 - kAncestorsAfterFold;
  const fold = { ...bar(callers[hidden], 1), kind: "run", runLength: hidden, isAncestor: true };
  const shown = callers.slice(1 + hidden).map((node, row) => bar(node, row + 2));
  return [bar(0, 0), fold, ...shown];
}

// Pixels from the left of the view, in whole hundredths: computed as in layout.cc,
// so that the same frames are wide enough to be drawn.
function positionIn(tree, view) {
  const [first, whole] = [tree.begin[view.zoom], tree.width[view.zoom]];
  return (at) => Math.floor(((at - first) / whole) * (view.width * 100)) / 100;
}

// Boxes of the zoomed frame and what it calls that are `least` pixels wide.
function calleeBoxes(tree, view, firstRow, least) {
  const boxes = [];
  const position = positionIn(tree, view);
  const rowBelow = new Map([[tree.parent[view.zoom], firstRow]]);
  const runBelow = new Map();
  if (view.zoom === 0) rowBelow.set(0, firstRow);
  for (let node = view.zoom; node < tree.end[view.zoom];) {
    const left = position(tree.begin[node]);
    const right = position(tree.begin[node] + tree.width[node]);
    if (Math.round((right - left) * 100) < least * 100) {
      node = tree.end[node];
      continue;
    }
    const caller = tree.parent[node];
    const isFirst = node === view.zoom;
    const row = isFirst ? firstRow : rowBelow.get(caller);
    const run = isFirst ? 0 : runBelow.get(caller) ?? 0;
    const box = { node, row, left, right, kind: "frame", runLength: 0 };
    boxes.push(box);
    const links = run === view.limits.keptOfRun && !view.opened.has(node) ? linksFrom(tree, node) : 0;
    if (row - firstRow + 1 === view.limits.mostRows && tree.end[node] > node + 1) {
      box.kind = "deeper";
      node = tree.end[node];
    } else if (links > view.limits.longestRun) {
      box.kind = "run";
      box.runLength = links - view.limits.keptOfRun;
      node += box.runLength;
      rowBelow.set(node - 1, row + 1);
    } else {
      rowBelow.set(node, row + 1);
      if (isLink(tree, node)) runBelow.set(node, run + 1);
      ++node;
    }
    if (boxes.length > view.limits.mostBoxes) return boxes;
  }
  return boxes;
}

// Returns the boxes of a view {zoom, width, limits, opened}, callers first. A frame
// that has nothing is a bar as its callers are.
function boxesOf(tree, view) {
  const ancestors = ancestorBoxes(tree, view.zoom, view.width);
  if (!(tree.width[view.zoom] > 0)) {
    return [...ancestors, { node: view.zoom, row: ancestors.length, left: 0, right: view.width, kind: "ancestor" }];
  }
  let least = 0.5;
  let boxes = calleeBoxes(tree, view, ancestors.length, least);
  while (boxes.length > view.limits.mostBoxes) {
    boxes = calleeBoxes(tree, view, ancestors.length, least *= 2);
  }
  return [...ancestors, ...boxes];
}
