// SPDX-License-Identifier: Apache-2.0
//
// Writes folded stacks as flamegraph.pl --minwidth 0 does, one group of a
// tooltip, a rectangle and a text a frame and no script, for comparison where
// that program is not at hand: node plain_svg.js FOLDED > FILE.svg
"use strict";

const fs = require("node:fs");

const kWidth = 1200;
const kRow = 16;

function escape(text) {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function readTree(text) {
  const root = { name: "all", value: 0, children: new Map() };
  for (const line of text.split("\n")) {
    const gap = line.lastIndexOf(" ");
    if (gap < 0) continue;
    const value = Number(line.slice(gap + 1));
    let node = root;
    node.value += value;
    for (const name of line.slice(0, gap).split(";")) {
      if (!node.children.has(name)) node.children.set(name, { name, value: 0, children: new Map() });
      node = node.children.get(name);
      node.value += value;
    }
  }
  return root;
}

function drawFrame(node, x, y, width, total) {
  const name = escape(node.name);
  const share = ((100 * node.value) / total).toFixed(2);
  const fitting = width < 21 ? "" : escape(node.name.slice(0, Math.floor(width / 7.08)));
  return `<g >\n<title>${name} (${node.value} bytes, ${share}%)</title><rect x="${x.toFixed(1)}" y="${y}" ` +
    `width="${width.toFixed(1)}" height="15.0" fill="rgb(190,190,40)" rx="2" ry="2" />\n` +
    `<text  x="${(x + 3).toFixed(2)}" y="${y + 10.5}" >${fitting}</text>\n</g>\n`;
}

const root = readTree(fs.readFileSync(process.argv[2], "utf8"));
const pending = [{ node: root, x: 10, depth: 0 }];
const scale = (kWidth - 20) / root.value;
let frames = "";
let deepest = 0;
while (pending.length > 0) {
  const { node, x, depth } = pending.pop();
  frames += drawFrame(node, x, 40 + depth * kRow, node.value * scale, root.value);
  deepest = Math.max(deepest, depth);
  let next = x;
  for (const child of node.children.values()) {
    pending.push({ node: child, x: next, depth: depth + 1 });
    next += child.value * scale;
  }
}
const height = 60 + (deepest + 1) * kRow;
process.stdout.write(`<?xml version="1.0" standalone="no"?>\n<svg version="1.1" width="${kWidth}" height="${height}" ` +
  `viewBox="0 0 ${kWidth} ${height}" xmlns="http://www.w3.org/2000/svg">\n<g id="frames">\n${frames}</g>\n</svg>\n`);
