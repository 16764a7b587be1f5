// SPDX-License-Identifier: Apache-2.0
//
// The buttons and the search field, and the line that tells what is pointed at.

const kSvg = "http://www.w3.org/2000/svg";
const kHtml = "http://www.w3.org/1999/xhtml";
const kToolsWidth = 430;
const kLeastToolsWidth = 320;

function make(space, name, attributes, text) {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function makeButton(label, hint) {
  return make(kHtml, "button", { type: "button", title: hint, "aria-label": hint }, label);
}

const tools = {
  box: make(kSvg, "foreignObject", { y: 10, height: 30 }),
  input: make(kHtml, "input", {
    type: "text", placeholder: "search: regular expression", "aria-label": "Search functions", spellcheck: "false",
  }),
  smaller: makeButton("\u2212", "Smaller (-)"),
  larger: makeButton("+", "Larger (+)"),
  all: makeButton("Whole graph", "Show all (0 or Esc)"),
};
const bar = make(kHtml, "div", { class: "tools", role: "toolbar", "aria-label": "View" });
bar.append(tools.input, tools.smaller, tools.larger, tools.all);
tools.box.append(bar);

const head = svg.querySelector(".head");
const extent = head.querySelector(".extent");
const extentText = extent.textContent;
const title = { element: head.querySelector(".title"), text: svg.querySelector("title").textContent };
const subtitle = { element: head.querySelector(".subtitle"), text: head.querySelector(".subtitle").textContent };
const kLeastNameLength = 16;
head.append(tools.box);
extent.setAttribute("role", "status");

// Returns `text` with its middle replaced, at most `length` characters long.
function cutMiddle(text, length) {
  const all = [...text];
  if (all.length <= length) return text;
  const end = Math.ceil((length - 1) / 2);
  return `${all.slice(0, length - 1 - end).join("")}\u2026${end > 0 ? all.slice(-end).join("") : ""}`;
}

// Cuts the middle of `text`, down to `least` characters, until `line` is no wider than
// `width`; `element` holds the text. Returns whether it fits.
function fitText(line, element, text, width, least) {
  element.textContent = text;
  let length = [...text].length;
  let excess = line.getBBox().width - width;
  while (excess > 0 && length > least) {
    const column = element.getComputedTextLength() / length;
    length = Math.max(least, Math.min(length - 1, length - Math.floor(excess / column)));
    element.textContent = cutMiddle(text, length);
    excess = line.getBBox().width - width;
  }
  return excess <= 0;
}

function placeTools() {
  const all = Math.max(0, room().width - 2 * kMargin);
  const width = Math.min(kToolsWidth, Math.max(kLeastToolsWidth, all / 2), all);
  tools.box.setAttribute("width", width);
  tools.box.setAttribute("x", room().width - kMargin - width);
  fitText(title.element, title.element, title.text, all - width - kMargin, 1);
  fitText(subtitle.element, subtitle.element, subtitle.text, all, 1);
}

// Fits the line that tells of a node: its name is cut first, then other metrics go, then
// words of a focus, then errors. Numbers are cut only where not even that is enough.
function fitTold(name, node, numbers, hint) {
  const width = room().width - 2 * kMargin;
  const fits = () => fitText(extent, name, node.name, width, kLeastNameLength);
  if (fits()) return;
  const kept = node.lines.filter((line) => !/^(live|allocated) (bytes|objects): self /.test(line));
  numbers.textContent = kept.join(" \u00b7 ");
  if (fits()) return;
  if (hint !== undefined) hint.textContent = "of the whole profile";
  if (fits()) return;
  numbers.textContent = numbers.textContent.replace(/ \u00b1 [\d.,]*\d( [KMGTPE]?i?B)?/g, "");
  if (fits()) return;
  fitText(extent, numbers, numbers.textContent, width, kLeastNameLength);
}

// The line under the title tells of `node`, or of the whole graph. Among what is connected
// with another node the numbers stay what they were.
function tell(node, isFocused) {
  extent.textContent = node === undefined ? extentText : "";
  if (node === undefined) return;
  const others = (edges, end) => edges.filter((edge) => edge[end] !== node.row).length;
  const name = make(kSvg, "tspan", { class: "what" }, node.name);
  const numbers = make(kSvg, "tspan", { dx: 10 }, node.numbers);
  const hint = isFocused ? make(kSvg, "tspan", { dx: 10, class: "hint" }, "numbers are those of the whole profile") : undefined;
  extent.append(name, numbers);
  extent.append(make(kSvg, "tspan", { dx: 10, class: "callers-key" }, `callers ${others(node.callers, "from")}`));
  extent.append(make(kSvg, "tspan", { dx: 10, class: "callees-key" }, `callees ${others(node.callees, "to")}`));
  if (hint !== undefined) extent.append(hint);
  fitTold(name, node, numbers, hint);
}
