// SPDX-License-Identifier: Apache-2.0
//
// Holds the state of the picture and ties it to mouse, keyboard and address.
// All that is drawn follows from `state` by render().

const svg = document.currentScript.closest("svg");
const tree = readTree(data);
const keys = new NodeKeys(tree);
const page = data.page;
const state = { zoom: 0, search: "", ignoreCase: true };
const view = { zoom: 0, width: 0, limits: data.limits, opened: new Set(), icicle: data.icicle };
view.framesElement = svg.querySelector(".frames");

let boxes = [];
let elements = [];
let found = kNoSearch;
let chosen = 0;  // the node that has the keyboard
let usesKeyboard = false;
let searchIsOpen = false;

const tools = makeTools(svg);

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
  boxes = boxesOf(tree, view);
  const drawn = drawBoxes(tree, view, boxes, found, page);
  elements = drawn.elements;
  drawFoot(svg, drawn.bottom, width, page);
  drawTitle(svg, data, width, placeTools(tools, searchIsOpen, width, page));
  showToolState(tools, found, state.ignoreCase, state.zoom !== 0);
  svg.classList.toggle("searching", found.nodes.length !== 0);
  choose(boxes.some((box) => box.node === chosen) ? chosen : state.zoom, hadFocus);
}

// A browser that scrolls makes the page narrower, so its width is asked again.
function renderFitted() {
  const width = pageWidth();
  render();
  if (pageWidth() !== width) render();
}

// A picture that grows upwards begins at its lower end.
function showRoot() {
  if (!view.icicle) window.scrollTo(0, document.documentElement.scrollHeight);
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
  if (tree.width[node] === 0 || node === state.zoom) return;
  state.zoom = node;
  saveState(keys, state, true);
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
  saveState(keys, state, false);
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

function takeState() {
  Object.assign(state, readState(keys, location.hash));
  chosen = state.zoom;
  tools.input.value = state.search;
  searchIsOpen = state.search !== "";
  found = findFrames(tree, state.search, state.ignoreCase);
  renderFitted();
  showRoot();
}
