// SPDX-License-Identifier: Apache-2.0
//
// The buttons and the search field: HTML within the picture, so they behave as
// everywhere else.

const kHtml = "http://www.w3.org/1999/xhtml";
const kToolsTop = 12;
const kToolsHeight = 30;
const kToolsWidth = 190;
const kSearchToolsWidth = 420;

function makeHtml(name, attributes, text) {
  const element = document.createElementNS(kHtml, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function makeButton(label, hint) {
  return makeHtml("button", { type: "button", title: hint, "aria-label": hint }, label);
}

// Returns the tools with what each does left to the caller.
function makeTools(svg) {
  const tools = {
    box: makeElement("foreignObject", { y: kToolsTop, height: kToolsHeight }),
    input: makeHtml("input", {
      type: "text", placeholder: "regular expression", "aria-label": "Search frames", spellcheck: "false",
    }),
    ignoreCase: makeButton("Aa", "Match case"),
    previous: makeButton("\u2039", "Previous match (N)"),
    next: makeButton("\u203a", "Next match (n)"),
    search: makeButton("Search", "Search frames (/ or Ctrl-F)"),
    reset: makeButton("Whole graph", "Reset zoom (0 or Esc)"),
  };
  const bar = makeHtml("div", { class: "tools", role: "toolbar" });
  bar.append(tools.input, tools.ignoreCase, tools.previous, tools.next, tools.search, tools.reset);
  tools.box.append(bar);
  svg.querySelector(".head").append(tools.box);
  return tools;
}

// Returns the width taken from the title.
function placeTools(tools, isOpen, width, page) {
  const toolsWidth = Math.min(isOpen ? kSearchToolsWidth : kToolsWidth, width - 2 * page.margin);
  tools.box.setAttribute("x", width - page.margin - toolsWidth);
  tools.box.setAttribute("width", toolsWidth);
  for (const tool of [tools.input, tools.ignoreCase, tools.previous, tools.next]) tool.hidden = !isOpen;
  return toolsWidth + page.margin;
}

function showToolState(tools, found, ignoreCase, isZoomed) {
  tools.input.setAttribute("aria-invalid", String(!found.isValid));
  tools.ignoreCase.setAttribute("aria-pressed", String(!ignoreCase));
  tools.previous.disabled = found.nodes.length === 0;
  tools.next.disabled = found.nodes.length === 0;
  tools.search.textContent = tools.input.hidden ? "Search" : "Close";
  tools.reset.disabled = !isZoomed;
}
