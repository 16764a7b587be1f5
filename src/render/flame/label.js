// SPDX-License-Identifier: Apache-2.0
//
// What is said of a frame in words, as in label.cc.

const kSeparator = " \u00b7 ";

// By metric.
const kMetrics = [
  { isBytes: true }, { isBytes: false }, { isBytes: true }, { isBytes: false },
];

// As CodeClass.
const kCodes = ["", "C", "C++", "Rust", "JIT", "kernel"];

function formatValue(metric, value) {
  return kMetrics[metric].isBytes ? formatBytes(value) : describeCount(value, "object");
}

function describeError(tree, node) {
  const sigma = Math.floor(Math.sqrt(tree.drawn.variance[node]) + 0.5);
  if (sigma === 0) return "";
  return ` \u00b1 ${kMetrics[tree.drawn.metric].isBytes ? formatBytes(sigma) : formatCount(sigma)}`;
}

function describeEstimate(tree, node, metric) {
  const column = tree.columns.find((candidate) => candidate.metric === metric);
  if (column === undefined) return formatValue(metric, 0);
  return formatValue(metric, column.subtree[node]) +
    (column === tree.drawn ? describeError(tree, node) : "");
}

function describeMean(tree, node, space) {
  const value = (metric) =>
    Number(tree.columns.find((column) => column.metric === metric)?.subtree[node] ?? 0);
  const [bytes, objects] = [value(space), value(space + 1)];
  return bytes > 0 && objects > 0 ? ` of ${formatBytes(Math.floor(bytes / objects + 0.5))}` : "";
}

function describePair(tree, node, space, what) {
  return `${describeEstimate(tree, node, space)} ${what}, ` +
    `${describeEstimate(tree, node, space + 1)}${describeMean(tree, node, space)}`;
}

function signOf(value) {
  return value > 0 ? "+" : value < 0 ? "-" : "";
}

function formatSigned(metric, value) {
  return signOf(value) + formatValue(metric, value < 0 ? -value : value);
}

// What changed at a node and what it calls: "new", "gone", "grown", "shrunk" or
// "noise", which is less than three standard deviations.
function stateOf(before, after, variance) {
  const change = Number(after - before);
  if (change === 0 || Math.abs(change) < 3 * Math.sqrt(variance)) return "noise";
  if (Number(before) === 0) return "new";
  if (Number(after) === 0) return "gone";
  return change > 0 ? "grown" : "shrunk";
}

// What changes are shares of.
function changeWhole(tree) {
  const { before, after } = tree.drawn;
  return Math.max(1, Number(before[0]) || Number(after[0]));
}

function describeState(tree, node) {
  const { before, after, variance } = tree.drawn;
  const change = Number(after[node] - before[node]);
  const state = stateOf(before[node], after[node], variance[node]);
  return `${state === "noise" ? "within noise" : state} ` +
    `${signOf(change)}${formatPercent(Math.abs(change), changeWhole(tree))}`;
}

function describeChange(tree, node) {
  const { metric, before, after, variance } = tree.drawn;
  const change = after[node] - before[node];
  const text = `${formatValue(metric, before[node])} \u2192 ${formatValue(metric, after[node])}, ` +
    formatSigned(metric, change);
  const error = describeError(tree, node);
  if (error === "") return text;
  const sigmas = Math.min(Math.abs(Number(change)) / Math.sqrt(variance[node]), 999.9);
  return `${text}${error} (${oneDecimal(sigmas)}\u03c3)`;
}

function describeSides(tree, node) {
  const { metric, selfBefore, selfAfter } = tree.drawn;
  const partner = metric % 2 === 0 ? metric + 1 : metric - 1;
  const other = tree.columns.find((column) => column.metric === partner);
  return [
    describeState(tree, node),
    describeChange(tree, node),
    `${formatValue(partner, other.before[node])} \u2192 ${formatValue(partner, other.after[node])}`,
    `${formatSigned(metric, selfAfter[node] - selfBefore[node])} self`,
  ].join(kSeparator);
}

function describeValues(tree, node) {
  if (tree.isChange) return describeSides(tree, node);
  const parts = [formatPercent(tree.width[node], tree.width[0]), describePair(tree, node, 0, "live")];
  const hasAllocations = tree.columns.some((column) => column.metric >= 2);
  if (hasAllocations) parts.push(describePair(tree, node, 2, "allocated"));
  parts.push(`${formatValue(tree.drawn.metric, tree.drawn.self[node])} self`);
  return parts.join(kSeparator);
}

// By snapshot, what the node and all it calls hold.
function historyOf(tree, node) {
  const { steps, columns, snapshotCount } = tree.base;
  const values = steps.values[columns.findIndex((one) => one.metric === tree.drawn.metric)];
  const sums = new Float64Array(snapshotCount);
  let before = 0;
  for (let step = 0; step < steps.node.length; ++step) {
    const isSameRow = step > 0 && steps.node[step] === steps.node[step - 1];
    const value = Number(values[step]);
    const at = tree.nodeOfRow[steps.node[step]];
    if (at >= node && at < tree.end[node]) sums[steps.snapshot[step]] += value - (isSameRow ? before : 0);
    before = value;
  }
  for (let at = 1; at < sums.length; ++at) sums[at] += sums[at - 1];
  return sums;
}

// Of a series: "1.0 MiB → 45.2 MiB in 24 snapshots ▁▂▄█".
function describeHistory(tree, node) {
  if (tree.base.snapshotCount === 0) return "";
  const sums = historyOf(tree, node);
  const most = Math.max(1, ...sums);
  const bar = (sum) => (sum > 0 ? "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"[Math.floor((sum / most) * 7.999)] : "_");
  const { metric } = tree.drawn;
  return `${formatValue(metric, sums[0])} \u2192 ${formatValue(metric, sums.at(-1))} ` +
    `in ${sums.length} snapshots ${Array.from(sums, bar).join("")}`;
}

function baseName(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

function describePlace(frame) {
  const file = frame.line === 0 ? frame.file : `${frame.file}:${frame.line}`;
  const parts = [frame.file === "" ? "" : file, baseName(frame.module), kCodes[frame.code],
    frame.inlined ? "inlined" : ""];
  return parts.filter((part) => part !== "").join(kSeparator);
}
