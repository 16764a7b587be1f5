// SPDX-License-Identifier: Apache-2.0
//
// What colours mean: the ways to paint frames, the class of a frame's colour and
// the keys of the legend, as colour.cc and legend.cc do for the first of the ways.

const kPaints = data.isChange ?
  [["change", "change"], ["selfChange", "change of self"], ["module", "module"], ["code", "language"]] :
  [["module", "module"], ["code", "language"], ["self", "self"], ["total", "self and callees"]];
const kTints = 3;
const kOtherHue = 7;
const kUnnamedHue = 8;
const kChangeSteps = [0.01, 0.05, 0.2];
const kSelfSteps = [0.001, 0.01, 0.05];
const kTotalSteps = [0.01, 0.05, 0.2];

function shadeOfHue(hue) {
  return `s${hue * kTints + 1}`;
}

function shadeOfCode(code) {
  return code === 0 ? shadeOfHue(kUnnamedHue) : `l${code}`;
}

// From 1 to 4.
function stepOf(share, steps) {
  return 1 + steps.filter((least) => share >= least).length;
}

function changeShade(tree, before, after, variance) {
  const state = stateOf(before, after, variance);
  if (state === "noise") return "d0";
  if (state === "new" || state === "gone") return state === "new" ? "dn" : "dg";
  const step = stepOf(Math.abs(Number(after - before)) / changeWhole(tree), kChangeSteps);
  return `${state === "grown" ? "g" : "k"}${step}`;
}

function sizeShade(value, whole, steps) {
  return value === 0 ? "d0" : `g${stepOf(value / whole, steps)}`;
}

function shadeOf(tree, node, paint) {
  const frame = tree.frames[tree.frame[node]];
  const { drawn } = tree;
  switch (paint) {
    case "change": return changeShade(tree, drawn.before[node], drawn.after[node], drawn.variance[node]);
    case "selfChange":
      return changeShade(tree, drawn.selfBefore[node], drawn.selfAfter[node], drawn.selfVariance[node]);
    case "code": return shadeOfCode(frame.code);
    case "self": return sizeShade(Number(drawn.self[node]), tree.width[0], kSelfSteps);
    case "total": return sizeShade(tree.width[node], tree.width[0], kTotalSteps);
    default: return `s${frame.shade}`;
  }
}

function changeKeys() {
  return [["k4", "shrunk by 20%"], ["k3", "5%"], ["k2", "1%"], ["k1", "less"],
    ["g1", "grown by less than 1%"], ["g2", "1%"], ["g3", "5%"], ["g4", "20%"],
    ["dn", "new"], ["dg", "gone"], ["d0", "noise, less than 3\u03c3"],
    ["", "shares are of the base's total; upper line: before, lower line: after"]];
}

function sizeKeys(steps, what) {
  const percent = (share) => `${share * 100}%`;
  return [["d0", "nothing"], ["g1", `less than ${percent(steps[0])}`],
    ...steps.map((least, at) => [`g${at + 2}`, `${percent(least)} and more`]), ["", what]];
}

function codeKeys(tree) {
  const isThere = (code) => tree.frames.some((frame, row) => row !== tree.frame[0] && frame.code === code);
  return [1, 2, 3, 4, 5, 0].filter(isThere)
    .map((code) => [shadeOfCode(code), kCodes[code] || "no name"]);
}

function moduleKeys(tree) {
  const labels = new Map();
  for (const frame of tree.frames) {
    const hue = Math.floor(frame.shade / kTints);
    if (hue < kOtherHue) labels.set(hue, baseName(frame.module));
  }
  const keys = [...labels].sort().map(([hue, label]) => [shadeOfHue(hue), cutMiddle(label, 32)]);
  return [...keys, [shadeOfHue(kOtherHue), "other or several modules"], [shadeOfHue(kUnnamedHue), "no name"]];
}

function colourKeys(tree, paint) {
  switch (paint) {
    case "change": case "selfChange": return changeKeys();
    case "code": return codeKeys(tree);
    case "self": return sizeKeys(kSelfSteps, "of the total, without what is called");
    case "total": return sizeKeys(kTotalSteps, "of the total");
    default: return moduleKeys(tree);
  }
}

// Words without a swatch stand last.
function legendKeys(tree, paint) {
  const keys = colourKeys(tree, paint);
  if (!tree.frames.some((frame) => frame.inlined)) return keys;
  const at = keys.at(-1)?.[0] === "" ? keys.length - 1 : keys.length;
  return [...keys.slice(0, at), ["inlined", "inlined"], ...keys.slice(at)];
}

function makeKey([shade, label], page) {
  const isCode = shade.startsWith("s") && label !== "no name";
  const left = shade === "" ? 0 : 18;
  const width = left + Math.floor(columnCount(label) * (isCode ? page.codeColumn : page.textColumn)) + 20;
  const isInlined = shade === "inlined";
  const key = makeElement("g", { class: `key ${isInlined ? shade : ""}`, "data-width": width });
  if (shade !== "") {
    key.append(makeElement("rect", { class: isInlined ? "s1" : shade, width: 12, height: 12, rx: 2 }));
  }
  if (isInlined) key.append(makeElement("path", { class: "edge", d: "M0 1H12" }));
  key.append(makeElement("text", { class: isCode ? "module" : "", x: left, y: 10 }, label));
  return key;
}

// The file's own legend is of the paint it is written in.
function showLegend(svg, tree, paint, written, page) {
  const legend = svg.querySelector(".legend");
  const keys = paint === data.paint ? written :
    legendKeys(tree, paint).map((key) => makeKey(key, page));
  legend.replaceChildren(...keys);
}
