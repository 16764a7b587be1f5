// SPDX-License-Identifier: Apache-2.0
//
// Holds the state of the picture and ties it to mouse, keyboard and address.
// All that is drawn follows from `state` by render().

const base = readStacks(data);
const frameKeys = new FrameKeys(base.frames);
const page = data.page;
const state = firstState();
const view = { zoom: 0, width: 0, limits: data.limits, opened: new Set(), icicle: data.icicle };
view.framesElement = svg.querySelector(".frames");
view.paint = state.paint;
view.sides = state.sides;

let tree;  // see derive()
let derivedBy = "";
let keys;
const kNumberFields = ["sides", "metric", "isReversed", "isFolded"];

let boxes = [];
let elements = [];
let found = kNoSearch;
let chosen = 0;  // the node that has the keyboard
let usesKeyboard = false;
let searchIsOpen = false;

const writtenLegend = [...svg.querySelector(".legend").children];
const tools = makeTools(svg);
const trail = makeTrail(svg);
const panel = makePanel(svg, (field, value) => change({ [field]: value }));
const menu = makeMenu(svg);

function pageWidth() {
  const around = svg === document.documentElement ? svg : svg.parentElement;
  return Math.max(480, around.clientWidth);
}

function showDetails(node) {
  const status = describeSearch(tree, found, state.zoom, chosen);
  drawDetails(svg, tree, node, pageWidth(), status, page);
}

function render() {
  const width = pageWidth();
  const hadFocus = view.framesElement.contains(document.activeElement);
  view.zoom = state.zoom;
  view.width = width - 2 * page.margin;
  view.icicle = state.isIcicle;
  view.sides = state.sides;
  boxes = boxesOf(tree, view);
  const drawn = drawBoxes(tree, view, boxes, found, page);
  elements = drawn.elements;
  drawFoot(svg, drawn.bottom, width, page);
  const { subtitle } = data.snapshots[state.snapshot] ?? data;
  drawTitle(svg, data, subtitle, width, placeTools(tools, searchIsOpen, width, page));
  drawTrail(width);
  panel.box.setAttribute("x", width - page.margin - kPanelWidth);
  showSnapshotState(tools, state.snapshot);
  showToolState(tools, found, state.ignoreCase, state.zoom !== 0);
  svg.classList.toggle("searching", found.nodes.length !== 0);
  choose(boxes.some((box) => box.node === chosen) ? chosen : state.zoom, hadFocus);
}

function listText(frames) {
  return frames.map((frame) => fitName(base.frames[frame].name, kTrailColumns)).join(", ");
}

// What differs from the first view and changes the numbers: field, words, and the
// first value.
function chipsOf(state) {
  const first = firstState();
  const counted = viewChoices()
    .filter(([field]) => kNumberFields.includes(field) && state[field] !== first[field])
    .map(([field, label, values]) => [field,
      `${label.toLowerCase()}: ${values.find(([value]) => value === state[field])[1]}`, first[field]]);
  const lists = [["only", "only"], ["without", "without"], ["hidden", "hidden:"]]
    .filter(([field]) => state[field].length > 0)
    .map(([field, word]) => [field, `${word} ${listText(state[field])}`, []]);
  return [...counted, ...lists];
}

// The line stands in place of the subtitle while there is something to tell.
function drawTrail(width) {
  const frameName = (node) => fitName(tree.frames[tree.frame[node]].name, kTrailColumns);
  const crumbs = state.zoom === 0 ? [] : trailNodes(tree, state.zoom).map((node) => (
    node === undefined ? ["\u2026"] : [frameName(node), `Zoom to ${frameName(node)}`, () => zoomTo(node)]));
  const chips = chipsOf(state).map(([field, words, first]) =>
    [`${words} \u00d7`, `Undo: ${words}`, () => change({ [field]: first })]);
  showTrail(trail, crumbs, chips);
  trail.box.setAttribute("x", page.margin);
  trail.box.setAttribute("width", width - 2 * page.margin);
  svg.querySelector(".subtitle").style.display = crumbs.length + chips.length === 0 ? "" : "none";
}

// A browser that scrolls makes the page narrower, so its width is asked again.
function renderFitted() {
  const width = pageWidth();
  render();
  if (pageWidth() !== width) render();
}

// A picture that grows upwards begins at its lower end.
function showRoot() {
  if (isAlone() && !state.isIcicle) window.scrollTo(0, document.documentElement.scrollHeight);
}

function boxIndexOf(node) {
  return boxes.findIndex((box) => box.node === node);
}

// Scrolls so that the element is not under the head or outside the window.
function reveal(element) {
  const place = element.getBoundingClientRect();
  if (place.top < page.head) window.scrollBy(0, place.top - page.head);
  else if (place.bottom > window.innerHeight) window.scrollBy(0, place.bottom - window.innerHeight);
}

function choose(node, withFocus) {
  elements[boxIndexOf(chosen)]?.setAttribute("tabindex", -1);
  chosen = node;
  const element = elements[boxIndexOf(node)];
  element?.setAttribute("tabindex", 0);
  if (element !== undefined) completeTooltip(tree, boxes[boxIndexOf(node)], element);
  if (withFocus) element?.focus({ preventScroll: true });
  showCursor(element);
  showDetails(node);
}

// The chosen frame is marked while it has the keyboard or is a match.
function showCursor(element) {
  const isMarked = document.activeElement === element || found.nodes.includes(chosen);
  drawCursor(svg, usesKeyboard && isMarked ? element : undefined);
  if (usesKeyboard && isMarked && element !== undefined) reveal(element);
}

function zoomTo(node) {
  if ((node !== 0 && tree.width[node] === 0) || node === state.zoom) return;
  state.zoom = node;
  save(true);
  chosen = node;
  renderFitted();
  showRoot();
}

function openBox(box) {
  if (box.kind !== "run" || box.isAncestor) return zoomTo(box.node);
  view.opened.add(box.node);
  renderFitted();
}

function search(text, ignoreCase) {
  state.search = text;
  state.ignoreCase = ignoreCase;
  found = findFrames(tree, text, ignoreCase);
  save(false);
  renderFitted();
}

function openSearch() {
  searchIsOpen = true;
  renderFitted();
  tools.input.focus();
  tools.input.select();
}

function closeSearch() {
  searchIsOpen = false;
  tools.input.value = "";
  search("", state.ignoreCase);
  choose(chosen, true);
}

// Chooses the next match in the zoomed part, or zooms to it where it is not drawn.
function stepToMatch(step) {
  if (found.nodes.length === 0) return;
  const node = neighbourMatch(found, chosen, step);
  const box = boxes[boxIndexOf(node)];
  if (box === undefined || box.kind === "run") zoomTo(node);
  choose(node, document.activeElement !== tools.input);
}

function covers(outer, inner) {
  return outer.left <= inner.left + 0.01 && outer.right >= inner.right - 0.01;
}

// Returns the box a key leads to: callers and callees along the stack, left and
// right along the row.
function boxTowards(key) {
  const index = boxIndexOf(chosen);
  const here = boxes[index];
  const inRow = boxes.filter((box) => box.row === here.row);
  const at = inRow.indexOf(here);
  const inwards = key === (view.icicle ? "ArrowDown" : "ArrowUp");
  if (key === "ArrowRight") return inRow[at + 1];
  if (key === "ArrowLeft") return inRow[at - 1];
  if (!inwards) return boxes.find((box) => box.row === here.row - 1 && covers(box, here));
  return boxes.find((box) => box.row === here.row + 1 && covers(here, box));
}

function walk(key) {
  const box = boxTowards(key);
  if (box !== undefined) choose(box.node, true);
}

function reset() {
  if (state.zoom !== 0) zoomTo(0);
  else if (searchIsOpen) closeSearch();
}

// Within a page of other things, keys, scrolling and the address are the page's.
function isAlone() {
  return !svg.classList.contains("within");
}

function save(isNewStep) {
  if (isAlone()) saveState(writeState(keys, frameKeys, state), isNewStep);
}

// Makes the tree anew where something else is chosen.
function derive() {
  const choice = JSON.stringify(choiceOf(state));
  if (choice === derivedBy) return;
  derivedBy = choice;
  tree = deriveTree(base, data, choiceOf(state));
  keys = new NodeKeys(tree, frameKeys);
  view.opened.clear();
}

// Makes what is drawn follow `state`; the zoomed frame is the one with this key.
function follow(zoomKey) {
  derive();
  state.zoom = zoomKey === "" ? 0 : keys.node(zoomKey);
  const isGone = !(tree.width[state.zoom] > 0);
  if (isGone && data.snapshots.length === 0) state.zoom = 0;
  chosen = state.zoom;
  if (view.paint !== state.paint) showLegend(svg, tree, state.paint, writtenLegend, page);
  view.paint = state.paint;
  found = findFrames(tree, state.search, state.ignoreCase);
  showChoices(panel, state);
}

function change(fields, isNewStep = true) {
  const zoomKey = state.zoom === 0 ? "" : keys.key(state.zoom);
  Object.assign(state, fields);
  follow(zoomKey);
  save(isNewStep);
  renderFitted();
  showRoot();
}

// Goes through a series; the first and the last snapshot are its ends.
function showSnapshotAt(snapshot) {
  const isThere = data.snapshots[snapshot] !== undefined && snapshot !== state.snapshot;
  if (isThere) change({ snapshot }, false);
}

function showFirstView() {
  const { zoom, search, ignoreCase, ...first } = firstState();
  change(first);
}

function isOpen(overlay) {
  return overlay.box.style.display !== "none";
}

// Closes what lies over the picture; false: there was nothing.
function closeOverlays() {
  const open = [panel, menu].filter(isOpen);
  for (const overlay of open) overlay.box.style.display = "none";
  tools.view.setAttribute("aria-expanded", "false");
  return open.length > 0;
}

// Pixels of the picture above the window; the head stays in sight.
function hiddenAbove() {
  return Math.max(0, -svg.getBoundingClientRect().top);
}

function togglePanel() {
  const wasOpen = isOpen(panel);
  closeOverlays();
  if (wasOpen) return tools.view.focus();
  panel.box.setAttribute("y", kToolsTop + kToolsHeight + hiddenAbove());
  panel.box.style.display = "";
  tools.view.setAttribute("aria-expanded", "true");
  panel.element.querySelector("select").focus();
}

async function copyName(node) {
  const { name } = tree.frames[tree.frame[node]];
  try {
    await navigator.clipboard.writeText(name);
    svg.querySelector(".status").textContent = "copied";
  } catch {
    window.prompt("Copy the name", name);
  }
}

function searchFor(name) {
  searchIsOpen = true;
  tools.input.value = `^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;
  search(tools.input.value, state.ignoreCase);
}

function menuActions(node) {
  const frame = tree.frame[node];
  const { name } = tree.frames[frame];
  const add = (field) => () => change({ [field]: [...state[field], frame].slice(-30) });
  const actions = [["Zoom", () => zoomTo(node)], ["Copy name", () => copyName(node)]];
  if (node !== 0) {
    actions.push(["Search for it", () => searchFor(name)], ["Only stacks through it", add("only")],
      ["No stacks through it", add("without")], ["Hide it in all stacks", add("hidden")]);
  }
  return actions.map(([words, action]) => [words, () => {
    closeOverlays();
    choose(node, true);
    action();
  }]);
}

// Opens the menu at a point of the window, within the page.
function openMenuAt(node, clientX, clientY) {
  closeOverlays();
  choose(node, true);
  const corner = svg.getBoundingClientRect();
  const actions = menuActions(node);
  const height = actions.length * kMenuRow + kMenuEdge;
  const x = Math.min(clientX - corner.left, pageWidth() - kMenuWidth - page.margin);
  const y = Math.max(0, Math.min(clientY, window.innerHeight - height)) - corner.top;
  openMenu(menu, actions, x, y);
}

function openMenuOfChosen() {
  const place = elements[boxIndexOf(chosen)].getBoundingClientRect();
  openMenuAt(chosen, place.left + 12, place.bottom);
}

function takeState() {
  const { zoomKey, ...rest } = readState(frameKeys, isAlone() ? location.hash : "");
  Object.assign(state, rest);
  tools.input.value = state.search;
  searchIsOpen = state.search !== "";
  follow(zoomKey);
  renderFitted();
  showRoot();
}
