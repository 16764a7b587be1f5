// SPDX-License-Identifier: Apache-2.0
//
// The buttons, the search field and the choice of views: HTML within the picture,
// so they behave as everywhere else.

const kHtml = "http://www.w3.org/1999/xhtml";
const kToolsTop = 12;
const kToolsHeight = 30;
const kToolsWidth = 250;
const kSearchToolsWidth = 480;
const kSnapshotToolsWidth = 190;
const kShortSnapshotToolsWidth = 140;  // where the page is narrower than kWidePage
const kWidePage = 1000;
const kPanelWidth = 270;

function makeHtml(name, attributes, text) {
  const element = document.createElementNS(kHtml, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function makeButton(label, hint) {
  return makeHtml("button", { type: "button", title: hint, "aria-label": hint }, label);
}

// The slider of a series and which snapshot it stands at.
function makeSnapshotTools(tools) {
  tools.snapshot = makeHtml("input", {
    type: "range", min: 1, max: data.snapshots.length, step: 1, "aria-label": "Snapshot", title: "Snapshot (, and .)",
  });
  tools.snapshotCount = makeHtml("span", { class: "which", "aria-hidden": "true" });
  return [tools.snapshot, tools.snapshotCount];
}

function showSnapshotState(tools, snapshot) {
  if (tools.snapshot === undefined) return;
  const count = `${snapshot + 1} of ${data.snapshots.length}`;
  tools.snapshot.value = String(snapshot + 1);
  tools.snapshot.setAttribute("aria-valuetext", `${count}: ${data.snapshots[snapshot].name}`);
  tools.snapshotCount.textContent = count;
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
    view: makeButton("View", "Choose what is drawn (v)"),
    reset: makeButton("Whole graph", "Reset zoom (0 or Esc)"),
  };
  const bar = makeHtml("div", { class: "tools", role: "toolbar", "aria-label": "Tools" });
  tools.view.setAttribute("aria-expanded", "false");
  if (data.snapshots.length > 0) bar.append(...makeSnapshotTools(tools));
  bar.append(tools.input, tools.ignoreCase, tools.previous, tools.next, tools.search, tools.view, tools.reset);
  tools.box.append(bar);
  svg.querySelector(".head").append(tools.box);
  return tools;
}

// Returns the width taken from the title.
function placeTools(tools, isOpen, width, page) {
  const isWide = width >= kWidePage;
  const hasSlider = tools.snapshot !== undefined && (isWide || !isOpen);
  const sliderWidth = isWide ? kSnapshotToolsWidth : kShortSnapshotToolsWidth;
  const wanted = (isOpen ? kSearchToolsWidth : kToolsWidth) + (hasSlider ? sliderWidth : 0);
  const toolsWidth = Math.min(wanted, width - 2 * page.margin);
  tools.box.setAttribute("x", width - page.margin - toolsWidth);
  tools.box.setAttribute("width", toolsWidth);
  for (const tool of [tools.input, tools.ignoreCase, tools.previous, tools.next]) tool.hidden = !isOpen;
  if (tools.snapshot !== undefined) tools.snapshot.hidden = tools.snapshotCount.hidden = !hasSlider;
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

// What can be chosen: a field of the state, its label, and values with words.
function viewChoices() {
  const metrics = ["live bytes", "live objects", "allocated bytes", "allocated objects"];
  const choices = [
    ["metric", "Count", data.metrics.map((metric) => [metric, metrics[metric]])],
    ["isReversed", "Stacks", [[false, "from main inwards"], [true, "from the allocation outwards"]]],
    ["isIcicle", "Root", [[true, "above (icicle)"], [false, "below (flame)"]]],
    ["isByName", "Order", [[false, "by size"], [true, "by name"]]],
    ["isFolded", "Recursion", [[false, "as it is"], [true, "folded"]]],
    ["paint", "Colour", kPaints],
  ];
  const sides = ["sides", "Width", [["larger", "the larger side"], ["before", "before"],
    ["after", "after"], ["gone", "what is gone"]]];
  const snapshots = data.snapshots.map(({ name }, at) => [at, `${at + 1} \u00b7 ${cutMiddle(name, 24)}`]);
  if (data.isChange) return [sides, ...choices];
  return data.snapshots.length > 0 ? [["snapshot", "Snapshot", snapshots], ...choices] : choices;
}

// Returns the panel; `onChoice(field, value)` hears what is chosen.
function makePanel(svg, onChoice) {
  const panel = {
    box: makeElement("foreignObject", { y: kToolsTop + kToolsHeight, width: kPanelWidth, height: 340 }),
    element: makeHtml("div", { class: "panel", role: "dialog", "aria-label": "View" }),
    selects: new Map(),
    reset: makeHtml("button", { type: "button" }, "First view"),
  };
  for (const [field, label, values] of viewChoices()) {
    const select = makeHtml("select", {});
    values.forEach(([, words], at) => select.append(makeHtml("option", { value: at }, words)));
    select.addEventListener("change", () => onChoice(field, values[select.value][0]));
    const row = makeHtml("label", {});
    row.append(makeHtml("span", {}, label), select);
    panel.element.append(row);
    panel.selects.set(field, { select, values });
  }
  panel.element.append(panel.reset);
  panel.box.append(panel.element);
  panel.box.style.display = "none";
  svg.append(panel.box);
  return panel;
}

function showChoices(panel, state) {
  for (const [field, { select, values }] of panel.selects) {
    select.value = String(values.findIndex(([value]) => value === state[field]));
  }
}
