// SPDX-License-Identifier: Apache-2.0
//
// Search by regular expression in the names of frames.

const kNoSearch = { text: "", isValid: true, frames: null, nodes: [] };

// Returns what matches: `frames` says so by frame, `nodes` are depth first.
function findFrames(tree, text, ignoreCase) {
  if (text === "") return kNoSearch;
  let expression;
  try {
    expression = new RegExp(text, ignoreCase ? "i" : "");
  } catch {
    return { ...kNoSearch, text, isValid: false };
  }
  const frames = Uint8Array.from(tree.frames, (frame) => (expression.test(frame.name) ? 1 : 0));
  const nodes = [];
  for (let node = 1; node < tree.count; ++node) {
    if (frames[tree.frame[node]] === 1 && tree.width[node] > 0) nodes.push(node);
  }
  return { text, isValid: true, frames, nodes };
}

// Returns the value of all stacks through a match below `top`: a stack counts
// once however many of its frames match.
function matchedValue(tree, found, top) {
  let value = 0;
  for (let node = top; node < tree.end[top];) {
    const isMatch = node !== 0 && found.frames[tree.frame[node]] === 1;
    if (isMatch) value += tree.width[node];
    node = isMatch ? tree.end[node] : node + 1;
  }
  return value;
}

function describeSearch(tree, found, zoom, chosen) {
  if (found.text === "") return "";
  if (!found.isValid) return "not a regular expression";
  if (found.nodes.length === 0) return "no frame matches";
  const value = matchedValue(tree, found, zoom);
  const place = found.nodes.indexOf(chosen);
  const count = formatCount(found.nodes.length);
  const frames = place < 0 ? describeCount(found.nodes.length, "frame") :
    `frame ${formatCount(place + 1)} of ${count}`;
  const where = zoom === 0 ? "" : " of this frame";
  return `${frames}, matched ${formatPercent(value, tree.width[zoom])}${where} ` +
    `(${formatValue(tree.drawn.metric, Math.round(value))})`;
}

// Returns the match after (or before) `node`, going round at the ends.
function neighbourMatch(found, node, step) {
  const count = found.nodes.length;
  const following = found.nodes.findIndex((match) => match >= node);
  const here = following < 0 ? count : following;
  const next = step < 0 ? here - 1 : here + (found.nodes[here] === node ? 1 : 0);
  return found.nodes[(next + count) % count];
}
