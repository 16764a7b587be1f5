// SPDX-License-Identifier: Apache-2.0
//
// What the address keeps after '#', so that a view can be sent to someone and
// the browser's back button works:
//
//   #zoom=1f0c9a2be4d17a05&search=alloc&case=1
//
// A zoomed frame is known by a hash of the names on the path to it, so the
// address still fits a picture drawn again from the same profile.

function hashText(text, seed) {
  let hash = seed;
  for (let at = 0; at < text.length; ++at) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  return hash >>> 0;
}

function frameHashes(tree, seed) {
  return Uint32Array.from(tree.frames, (frame) =>
    hashText([frame.name, frame.file, frame.line, frame.module, frame.inlined].join("\n"), seed));
}

// By node, the hash of its path.
function pathHashes(tree, seed) {
  const frames = frameHashes(tree, seed);
  const hashes = new Uint32Array(tree.count);
  for (let node = 0; node < tree.count; ++node) {
    const mixed = Math.imul(hashes[tree.parent[node]] ^ frames[tree.frame[node]], 0x9e3779b1);
    hashes[node] = mixed ^ (mixed >>> 15);
  }
  return hashes;
}

// Names nodes and finds them again; two hashes make a clash unlikely.
class NodeKeys {
  constructor(tree) {
    this.first = pathHashes(tree, 0x811c9dc5);
    this.second = pathHashes(tree, 0x01234567);
  }

  key(node) {
    return [this.first, this.second].map((hashes) => hashes[node].toString(16).padStart(8, "0")).join("");
  }

  // The root where no node has the key.
  node(key) {
    const [first, second] = [key.slice(0, 8), key.slice(8)].map((half) => parseInt(half, 16));
    for (let node = 0; node < this.first.length; ++node) {
      if (this.first[node] === first && this.second[node] === second) return node;
    }
    return 0;
  }
}

function writeState(keys, state) {
  const fields = new URLSearchParams();
  if (state.zoom !== 0) fields.set("zoom", keys.key(state.zoom));
  if (state.search !== "") fields.set("search", state.search);
  if (!state.ignoreCase) fields.set("case", "1");
  return `#${fields}`;
}

function readState(keys, text) {
  const fields = new URLSearchParams(text.replace(/^#/, ""));
  return {
    zoom: fields.has("zoom") ? keys.node(fields.get("zoom")) : 0,
    search: fields.get("search") ?? "",
    ignoreCase: fields.get("case") !== "1",
  };
}

// Keeps the state in the address; a document that has none, as one within
// another page, does without.
function saveState(keys, state, isNewStep) {
  const address = writeState(keys, state);
  if (address === location.hash || (address === "#" && location.hash === "")) return;
  try {
    if (isNewStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  } catch {
    // The view is right all the same.
  }
}
