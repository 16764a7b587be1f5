// SPDX-License-Identifier: Apache-2.0
//
// count_crossings.js PICTURE.svg: of a call graph by jescope or by graphviz prints
// "nodes edges crossings area": pairs of edges that cross (once a pair, not at the
// nodes they share), and millions of square units, in which the smallest name of a
// function is 10 units high. Curves are followed in steps of a sixteenth.
"use strict";

const fs = require("node:fs");

const svg = fs.readFileSync(process.argv[2], "utf8");
const isOurs = /<svg [^>]*class="graph"/.test(svg);
const kSteps = 16;
const kAtNode = 14;  // units from an end within which edges of one node may touch

// Returns the points of "M1,2C3,4 5,6 7,8 ...".
function follow(path) {
  const numbers = path.match(/-?[\d.]+/g).map(Number);
  const points = [{ x: numbers[0], y: numbers[1] }];
  for (let i = 2; i + 5 < numbers.length; i += 6) {
    const a = points[points.length - 1];
    const [bx, by, cx, cy, dx, dy] = numbers.slice(i, i + 6);
    const mix = (p, q, r, s, t) => (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t * t * r + t ** 3 * s;
    for (let step = 1; step <= kSteps; ++step) {
      const t = step / kSteps;
      points.push({ x: mix(a.x, bx, cx, dx, t), y: mix(a.y, by, cy, dy, t) });
    }
  }
  return points;
}

// The edges between different nodes: their ends and their points, the arrow's tip last.
function readEdges() {
  const found = isOurs ?
    [...svg.matchAll(/<g class="edge[^"]*" data-from="(\d+)" data-to="(\d+)">[^]*?<path class="line"[^>]* d="([^"]*)"\/><path class="tip" d="[^L]*L[^L]*L([^Z]*)Z"/g)] :
    [...svg.matchAll(/<g id="edge\d+" class="edge">\s*<title>n(\d+)&#45;&gt;n(\d+)<\/title>[^]*?<path[^>]* d="([^"]*)"\/>\s*<polygon[^>]* points="[^ ]* ([^ ]*) /g)];
  return found.filter(([, from, to]) => from !== to).map(([, from, to, path, tip]) => {
    const [x, y] = tip.split(/[ ,]/).map(Number);
    const points = [...follow(path), { x, y }];
    const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
    return { from, to, points, left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  });
}

const side = (a, b, c) => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
const cross = (a, b, c, d) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
const isNear = (point, edge) => [edge.points[0], edge.points[edge.points.length - 1]].some((end) =>
  Math.hypot(point.x - end.x, point.y - end.y) < kAtNode);

function doCross(one, other) {
  if (one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top) return false;
  const sharesNode = [one.from, one.to].some((node) => node === other.from || node === other.to);
  for (let i = 1; i < one.points.length; ++i) {
    if (sharesNode && isNear(one.points[i], one)) continue;
    for (let k = 1; k < other.points.length; ++k) {
      if (cross(one.points[i - 1], one.points[i], other.points[k - 1], other.points[k])) return true;
    }
  }
  return false;
}

const edges = readEdges();
let crossings = 0;
edges.forEach((edge, i) => { crossings += edges.slice(0, i).filter((other) => doCross(edge, other)).length; });

const nodes = svg.match(/<g (id="node\d+" )?class="node[" ]/g).length;
const allEdges = svg.match(/<g (id="edge\d+" )?class="edge[" ]/g).length;
const [width, height] = /viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"/.exec(svg).slice(1).map(Number);
const smallest = isOurs ? 11 : 10;
console.log(nodes, allEdges, crossings, (width * height * (10 / smallest) ** 2 / 1e6).toFixed(2));
