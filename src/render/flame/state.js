// SPDX-License-Identifier: Apache-2.0
//
// What the address keeps after '#', so that a view can be sent to someone and
// the browser's back button works; only what differs from the first view:
//
//   #zoom=1f0c9a2be4d17a05&search=alloc&case=1&metric=alloc_space&hide=1f0c9a2b.77ab03de
//
// A zoomed frame is known by a hash of the names on the path to it, a hidden one
// by a hash of its names, so the address still fits a picture drawn again from
// the same profile, and windows of any size.

const kMetricNames = ["inuse_space", "inuse_objects", "alloc_space", "alloc_objects"];

function firstState() {
  return {
    zoom: 0, search: "", ignoreCase: true,
    metric: data.metric, snapshot: Math.max(0, data.snapshots.length - 1), sides: "larger",
    isReversed: data.isReversed, isFolded: data.isFolded, isByName: data.isByName,
    isIcicle: data.icicle, paint: data.paint,
    hidden: [], only: [], without: [],
  };
}

// What the tree is derived by.
function choiceOf(state) {
  const { metric, snapshot, sides, isReversed, isFolded, isByName, hidden, only, without } = state;
  return { metric, snapshot, sides, isReversed, isFolded, isByName, hidden, only, without };
}

function hashText(text, seed) {
  let hash = seed;
  for (let at = 0; at < text.length; ++at) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  return hash >>> 0;
}

function frameHashes(frames, seed) {
  return Uint32Array.from(frames, (frame) =>
    hashText([frame.name, frame.file, frame.line, frame.module, frame.inlined].join("\n"), seed));
}

function hexOf(hash) {
  return hash.toString(16).padStart(8, "0");
}

// Names frames and finds them again.
class FrameKeys {
  constructor(frames) {
    this.seeds = [0x811c9dc5, 0x01234567];
    this.hashes = this.seeds.map((seed) => frameHashes(frames, seed));
  }

  key(frame) {
    return hexOf(this.hashes[0][frame]);
  }

  keys(frames) {
    return frames.map((frame) => this.key(frame)).join(".");
  }

  // The frames of "1f0c9a2b.77ab03de"; at most as many as bits of a number.
  frames(text) {
    const wanted = (text ?? "").split(".").slice(0, 30).map((key) => parseInt(key, 16));
    return wanted.map((hash) => this.hashes[0].indexOf(hash)).filter((frame) => frame >= 0);
  }
}

// By node, the hash of its path.
function pathHashes(tree, seed, frames) {
  const hashes = new Uint32Array(tree.count);
  for (let node = 0; node < tree.count; ++node) {
    const before = node === 0 ? 0 : hashes[tree.parent[node]];
    const mixed = Math.imul(before ^ frames[tree.frame[node]] ^ seed, 0x9e3779b1);
    hashes[node] = mixed ^ (mixed >>> 15);
  }
  return hashes;
}

// Names nodes and finds them again; two hashes make a clash unlikely.
class NodeKeys {
  constructor(tree, frameKeys) {
    this.paths = undefined;
    this.find = () => (this.paths ??= frameKeys.seeds.map((seed, at) =>
      pathHashes(tree, seed, frameKeys.hashes[at])));
  }

  key(node) {
    return this.find().map((hashes) => hexOf(hashes[node])).join("");
  }

  // The root where no node has the key.
  node(key) {
    const [first, second] = [key.slice(0, 8), key.slice(8)].map((half) => parseInt(half, 16));
    const [firsts, seconds] = this.find();
    for (let node = 0; node < firsts.length; ++node) {
      if (firsts[node] === first && seconds[node] === second) return node;
    }
    return 0;
  }
}

function writeState(keys, frameKeys, state) {
  const fields = new URLSearchParams();
  const first = firstState();
  const put = (name, text, isFirst) => { if (!isFirst) fields.set(name, text); };
  put("zoom", state.zoom === 0 ? "" : keys.key(state.zoom), state.zoom === 0);
  put("search", state.search, state.search === "");
  put("case", "1", state.ignoreCase);
  put("metric", kMetricNames[state.metric], state.metric === first.metric);
  put("sides", state.sides, state.sides === first.sides);
  put("from", state.isReversed ? "allocation" : "main", state.isReversed === first.isReversed);
  put("layout", state.isIcicle ? "icicle" : "flame", state.isIcicle === first.isIcicle);
  put("snapshot", state.snapshot + 1, state.snapshot === first.snapshot);
  put("fold", state.isFolded ? "1" : "0", state.isFolded === first.isFolded);
  put("sort", state.isByName ? "name" : "size", state.isByName === first.isByName);
  put("colour", state.paint, state.paint === first.paint);
  put("hide", frameKeys.keys(state.hidden), state.hidden.length === 0);
  put("only", frameKeys.keys(state.only), state.only.length === 0);
  put("without", frameKeys.keys(state.without), state.without.length === 0);
  return `#${fields}`;
}

// Reads all but the zoom, which belongs to the tree that follows from the rest.
function readState(frameKeys, text) {
  const fields = new URLSearchParams(text.replace(/^#/, ""));
  const first = firstState();
  const metric = kMetricNames.indexOf(fields.get("metric"));
  const snapshot = Number(fields.get("snapshot")) - 1;
  const among = (name, values, otherwise) =>
    (values.includes(fields.get(name)) ? fields.get(name) : otherwise);
  return {
    zoomKey: fields.get("zoom") ?? "",
    search: fields.get("search") ?? "",
    ignoreCase: fields.get("case") !== "1",
    metric: data.metrics.includes(metric) ? metric : first.metric,
    sides: data.isChange ? among("sides", ["before", "after", "gone"], first.sides) : first.sides,
    isReversed: fields.has("from") ? fields.get("from") === "allocation" : first.isReversed,
    isIcicle: fields.has("layout") ? fields.get("layout") !== "flame" : first.isIcicle,
    snapshot: data.snapshots[snapshot] === undefined ? first.snapshot : snapshot,
    isFolded: fields.has("fold") ? fields.get("fold") === "1" : first.isFolded,
    isByName: fields.has("sort") ? fields.get("sort") === "name" : first.isByName,
    paint: among("colour", kPaints.map(([name]) => name), first.paint),
    hidden: frameKeys.frames(fields.get("hide")),
    only: frameKeys.frames(fields.get("only")),
    without: frameKeys.frames(fields.get("without")),
  };
}

// Keeps the state in the address; a document that has none, as one within
// another page, does without.
function saveState(address, isNewStep) {
  if (address === location.hash || (address === "#" && location.hash === "")) return;
  try {
    if (isNewStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  } catch {
    // The view is right all the same.
  }
}
