// SPDX-License-Identifier: Apache-2.0
//
// The graph as its elements tell it: who calls whom.

const svg = document.currentScript.closest("svg");
const nodes = [...svg.querySelectorAll(".node")].map((element, row) => {
  const lines = element.querySelector("title").textContent.split("\n");
  const rect = element.querySelector("rect");
  const side = (name) => Number(rect.getAttribute(name));
  const place = {
    x: side("x") + side("width") / 2, y: side("y") + side("height") / 2, width: side("width"), height: side("height"),
  };
  return {
    element, row, name: lines[0], lines: lines.slice(1), numbers: lines.slice(1).join(" \u00b7 "), place,
    isHeaviest: "heaviest" in element.dataset, callers: [], callees: [],
  };
});
const edges = [...svg.querySelectorAll(".edge")].map((element) => {
  const edge = { element, from: Number(element.dataset.from), to: Number(element.dataset.to) };
  nodes[edge.from].callees.push(edge);
  nodes[edge.to].callers.push(edge);
  return edge;
});

// Returns the rows that can be reached from `start`, by calls or against them.
function reach(start, direction) {
  const seen = new Set([start]);
  const open = [start];
  while (open.length > 0) {
    const node = nodes[open.pop()];
    const next = direction === "callees" ? node.callees.map((edge) => edge.to) : node.callers.map((edge) => edge.from);
    for (const row of next) {
      if (seen.has(row)) continue;
      seen.add(row);
      open.push(row);
    }
  }
  return seen;
}

// Returns how one sees `row`: the nodes that lead to it or that it leads to, and
// the calls between those.
function connected(row) {
  const above = reach(row, "callers");
  const below = reach(row, "callees");
  const isOn = (edge) => (above.has(edge.from) && above.has(edge.to)) || (below.has(edge.from) && below.has(edge.to));
  return { nodes: new Set([...above, ...below]), edges: new Set(edges.filter(isOn)) };
}
