// SPDX-License-Identifier: Apache-2.0
//
// Draws a view's boxes and lays out the page around them, as picture.cc
// and legend.cc did for the file. Elements are made anew for each view;
// boxesOf keeps them few.

const kSvg = "http://www.w3.org/2000/svg";
const kTextBaseline = 13;
const kNarrow = 3;
const kLeastSides = 12;
const kLeastTooltip = 6;
const kLegendTopGap = 14;
const kFoot = 12;
const kWidestFont = 1.4;  // a font's columns, of those that are reckoned with
// What a narrow page has no room for stands last.
const kNote = ["click or Enter: zoom", "0 or Esc: whole graph", "arrows: walk", "right click or m: menu", "/ : search",
  "n, N: next, previous match", "v: view", "r: callers", "i: flip", "c: copy name"];
const kSeriesNote = ", and . : snapshots";

function makeElement(name, attributes, text) {
  const element = document.createElementNS(kSvg, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

// Hundredths are enough, as in the file.
function pixels(value) {
  return Math.round(value * 100) / 100;
}

function boxClasses(tree, box, found, paint) {
  const frame = tree.frames[tree.frame[box.node]];
  const classes = ["frame"];
  if (box.isAncestor || box.kind === "ancestor") classes.push("ancestor");
  if (box.kind === "run" || box.kind === "deeper") return [...classes, box.kind];
  classes.push(box.node === 0 ? "root" : shadeOf(tree, box.node, paint));
  if (frame.inlined) classes.push("inlined");
  if (box.right - box.left < kNarrow) classes.push("narrow");
  if (box.node !== 0 && found.frames !== null && found.frames[tree.frame[box.node]] === 1) {
    classes.push("match");
  }
  return classes;
}

// Returns "… 12 frames", "… 12" or, at last, "…": numbers are not cut.
function firstThatFits(texts, columns) {
  const forms = [...texts.map((text) => `\u2026 ${text}`), "\u2026"];
  return forms.find((form) => columnCount(form) <= columns) ?? "";
}

function boxName(tree, box, columns) {
  const count = box.runLength;
  if (box.kind === "run") return firstThatFits([describeCount(count, "frame"), formatCount(count)], columns);
  if (box.kind === "deeper") return firstThatFits(["deeper frames", "deeper"], columns);
  return fitName(tree.frames[tree.frame[box.node]].name, columns);
}

function boxTooltip(tree, box, history = "") {
  const frame = tree.frames[tree.frame[box.node]];
  if (box.kind === "run" && !box.isAncestor) {
    return `${describeCount(box.runLength, "frame")} with one callee each, from ${frame.name}`;
  }
  return [frame.name, describeValues(tree, box.node), history, describePlace(frame)]
    .filter((line) => line !== "").join("\n");
}

// Two lines in the frame, as long as the sides before and after.
function makeSides(tree, box, left, y, page) {
  const { subtree, before, after } = tree.drawn;
  const longest = box.right - box.left - 2;
  const scale = longest / Number(subtree[box.node]);
  const length = (side) => pixels(Math.min(Math.max(0, Number(side[box.node]) * scale), longest));
  const start = pixels(left + 1);
  const d = `M${start} ${y + 1}h${length(before)}M${start} ${y + page.row - 1}h${length(after)}`;
  return makeElement("path", { class: "sides", d });
}

function makeBox(tree, box, index, y, found, view, page) {
  const left = page.margin + box.left;
  const width = box.right - box.left;
  const frame = tree.frames[tree.frame[box.node]];
  const group = makeElement("g", {
    class: boxClasses(tree, box, found, view.paint).join(" "),
    role: "treeitem",
    "aria-level": tree.depth[box.node] + 1,
    tabindex: -1,
    "data-box": index,
  });
  if (width < kLeastTooltip) group.setAttribute("aria-label", frame.name);
  else group.append(makeElement("title", {}, boxTooltip(tree, box)));
  group.append(makeElement("rect", { x: pixels(left), y, width: pixels(width), height: page.row }));
  if (frame.inlined && width >= kNarrow && box.kind !== "run") {
    const edge = `M${pixels(left + 2)} ${y + 1}H${pixels(left + width - 1)}`;
    group.append(makeElement("path", { class: "edge", d: edge }));
  }
  if (tree.isChange && view.sides === "larger" && box.kind !== "run" && box.kind !== "deeper" && width >= kLeastSides) {
    group.append(makeSides(tree, box, left, y, page));
  }
  const columns = Math.floor(Math.max(0, width - 2 * page.inset) / page.codeColumn);
  const name = boxName(tree, box, columns);
  if (name !== "") {
    group.append(makeElement("text", { x: pixels(left + page.inset), y: y + kTextBaseline }, name));
  }
  return group;
}

// Most frames are narrow: their tooltips are made when they are needed. So are the
// histories of a series.
function completeTooltip(tree, box, element) {
  const title = element.querySelector("title");
  if (title !== null && tree.base.snapshotCount === 0) return;
  if (title === null) element.prepend(makeElement("title", {}));
  element.querySelector("title").textContent = boxTooltip(tree, box, describeHistory(tree, box.node));
  element.removeAttribute("aria-label");
}

// Replaces what is drawn; `elements[i]` is the group of `boxes[i]`.
function drawBoxes(tree, view, boxes, found, page) {
  const rowCount = boxes.reduce((most, box) => Math.max(most, box.row + 1), 0);
  const top = (box) => page.head + (view.icicle ? box.row : rowCount - 1 - box.row) * page.row;
  const elements = boxes.map((box, index) => makeBox(tree, box, index, top(box), found, view, page));
  view.framesElement.replaceChildren(...elements);
  return { elements, bottom: page.head + rowCount * page.row };
}

// Puts the cursor around a frame, within its edges; nowhere without one.
function drawCursor(svg, element) {
  const cursor = svg.querySelector(".cursor");
  cursor.style.display = element === undefined ? "none" : "";
  if (element === undefined) return;
  const rect = element.querySelector("rect");
  const measure = (name) => Number(rect.getAttribute(name));
  const place = { x: measure("x") + 1, y: measure("y") + 1, rx: 1,
    width: Math.max(1, measure("width") - 2), height: measure("height") - 2 };
  for (const [name, value] of Object.entries(place)) cursor.setAttribute(name, value);
}

// Flows the legend's keys into lines; returns where they end.
function drawLegend(svg, top, width, page) {
  let x = page.margin;
  let y = top;
  for (const key of svg.querySelectorAll(".legend .key")) {
    const keyWidth = Number(key.dataset.width);
    if (x !== page.margin && x + keyWidth > width) {
      x = page.margin;
      y += page.legendRow;
    }
    key.setAttribute("transform", `translate(${x} ${y})`);
    x += keyWidth;
  }
  return y + page.legendRow;
}

function sizePage(svg, width, height) {
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
}

// Lays out what stands below the frames and fits the page around it.
function drawFoot(svg, framesBottom, width, page) {
  const legendBottom = drawLegend(svg, framesBottom + kLegendTopGap, width, page);
  const note = svg.querySelector(".note");
  note.setAttribute("y", legendBottom + 12);
  const words = data.snapshots.length > 0 ? [...kNote.slice(0, 3), kSeriesNote, ...kNote.slice(3)] : kNote;
  writeFirstParts(note, words, kSeparator, width - 2 * page.margin, page.textColumn);
  sizePage(svg, width, legendBottom + page.legendRow + kFoot);
}

// True where the text has room in any font; others are measured, which takes time.
function surelyFits(text, room, column) {
  return columnCount(text) * column * kWidestFont <= room;
}

// Writes as much of the text as there is room for. Fonts differ, so what is drawn is
// measured; a picture that is not shown measures nothing.
function writeWithin(element, text, room, column) {
  element.textContent = text;
  if (surelyFits(text, room, column)) return;
  let columns = Math.floor(room / column);
  for (let tries = 0; tries < 3; ++tries) {
    element.textContent = cutMiddle(text, columns);
    const width = element.getComputedTextLength();
    if (width <= room) return;
    columns = Math.floor(columns * room / width) - 1;
  }
}

// Writes as many of the parts as there is room for, the last ones go first; only a
// single part is cut.
function writeFirstParts(element, parts, separator, room, column) {
  for (let count = parts.length; count > 0; --count) {
    element.textContent = parts.slice(0, count).join(separator);
    const { textContent: text } = element;
    if (surelyFits(text, room, column) || element.getComputedTextLength() <= room) return;
  }
  writeWithin(element, parts[0], room, column);
}

function drawTitle(svg, data, subtitle, width, toolsWidth) {
  const room = width - 2 * data.page.margin - toolsWidth;
  writeWithin(svg.querySelector(".title"), data.title, room, data.page.titleColumn);
  writeFirstParts(svg.querySelector(".subtitle"), subtitle.split(", "), ", ", room, data.page.textColumn);
}

// Says what is known of the node; the status of a search stands at the right.
function drawDetails(svg, tree, node, width, status, page) {
  const frame = tree.frames[tree.frame[node]];
  const statusWidth = status === "" ? 0 : status.length * page.textColumn + page.margin;
  const room = width - 2 * page.margin - statusWidth;
  const columns = Math.floor(room / page.codeColumn);
  const place = fitName(describePlace(frame), Math.floor(columns / 2));
  const nameColumns = columns - (place === "" ? 0 : columnCount(place) + 2);
  svg.querySelector(".what").textContent = fitName(frame.name, nameColumns);
  svg.querySelector(".place").textContent = place;
  const numbers = svg.querySelector(".numbers");
  const wholeRoom = width - 2 * page.margin;
  const history = describeHistory(tree, node);
  numbers.textContent = [describeValues(tree, node), history].filter((part) => part !== "").join(kSeparator);
  if (!surelyFits(numbers.textContent, wholeRoom, page.textColumn) && numbers.getComputedTextLength() > wholeRoom) {
    writeFirstParts(numbers, describeValues(tree, node).split(kSeparator), kSeparator, wholeRoom, page.textColumn);
  }
  svg.querySelector(".status").textContent = status;
  svg.querySelector(".status").setAttribute("x", width - page.margin);
}
