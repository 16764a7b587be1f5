// SPDX-License-Identifier: Apache-2.0
//
// What is said of a frame in words, as in label.cc.

const kSeparator = " \u00b7 ";

// By metric.
const kMetrics = [
  { isBytes: true }, { isBytes: false }, { isBytes: true }, { isBytes: false },
];

function formatValue(metric, value) {
  return kMetrics[metric].isBytes ? formatBytes(value) : describeCount(value, "object");
}

function describeError(tree, node) {
  const sigma = Math.floor(Math.sqrt(tree.variance[node]) + 0.5);
  if (sigma === 0) return "";
  return ` \u00b1 ${kMetrics[tree.drawn.metric].isBytes ? formatBytes(sigma) : formatCount(sigma)}`;
}

function describeEstimate(tree, node, metric) {
  const column = tree.columns.find((candidate) => candidate.metric === metric);
  if (column === undefined) return formatValue(metric, 0);
  return formatValue(metric, column.subtree[node]) +
    (column === tree.drawn ? describeError(tree, node) : "");
}

function describePair(tree, node, space, what) {
  return `${describeEstimate(tree, node, space)} ${what}, ${describeEstimate(tree, node, space + 1)}`;
}

function describeValues(tree, node) {
  const parts = [formatPercent(tree.width[node], tree.width[0]), describePair(tree, node, 0, "live")];
  const hasAllocations = tree.columns.some((column) => column.metric >= 2);
  if (hasAllocations) parts.push(describePair(tree, node, 2, "allocated"));
  parts.push(`${formatValue(tree.drawn.metric, tree.drawn.self[node])} self`);
  return parts.join(kSeparator);
}

function baseName(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

function describePlace(frame) {
  const file = frame.line === 0 ? frame.file : `${frame.file}:${frame.line}`;
  const parts = [frame.file === "" ? "" : file, baseName(frame.module), frame.inlined ? "inlined" : ""];
  return parts.filter((part) => part !== "").join(kSeparator);
}
