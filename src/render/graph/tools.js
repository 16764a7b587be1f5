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
const headLines = [...head.querySelectorAll(".title")].map((element) => ({ element, text: element.textContent }));
head.append(tools.box);
extent.setAttribute("role", "status");

// Cuts the end of a line of the head where the tools, or the window, begin.
function fitLine(element, text, width) {
  element.textContent = text;
  let length = text.length;
  while (length > 1 && element.getComputedTextLength() > width) {
    length = Math.min(length - 1, Math.floor(length * width / element.getComputedTextLength()));
    element.textContent = `${text.slice(0, length)}\u2026`;
  }
}

function placeTools() {
  const all = Math.max(0, room().width - 2 * kMargin);
  const width = Math.min(kToolsWidth, Math.max(kLeastToolsWidth, all / 2), all);
  tools.box.setAttribute("width", width);
  tools.box.setAttribute("x", room().width - kMargin - width);
  headLines.forEach(({ element, text }) => fitLine(element, text, all - width - kMargin));
}

// The line under the title tells of `node`, or of the whole graph.
function tell(node) {
  extent.textContent = node === undefined ? extentText : "";
  if (node === undefined) return;
  const others = (edges, end) => edges.filter((edge) => edge[end] !== node.row).length;
  extent.append(make(kSvg, "tspan", { class: "what" }, node.name.length > 90 ? `${node.name.slice(0, 89)}\u2026` : node.name));
  extent.append(make(kSvg, "tspan", { dx: 10 }, node.numbers));
  extent.append(make(kSvg, "tspan", { dx: 10, class: "callers-key" }, `callers ${others(node.callers, "from")}`));
  extent.append(make(kSvg, "tspan", { dx: 10, class: "callees-key" }, `callees ${others(node.callees, "to")}`));
}
