// SPDX-License-Identifier: Apache-2.0
//
// What part of the graph is seen, and how large.

const kLeastScale = 0.05;
const kReadableScale = 0.75;
const kBelowHeaviest = 90;
const kMostScale = 6;
const kHead = 106;
const kMargin = 16;
const kMostHeight = 720;
const viewElement = svg.querySelector(".view");
const isPage = svg === document.documentElement;
const still = ["width", "height", "viewBox"].map((name) => [name, svg.getAttribute(name)]);
const stillTransform = viewElement.getAttribute("transform");
const size = { width: Number(viewElement.dataset.width), height: Number(viewElement.dataset.height) };
const view = { x: 0, y: 0, scale: 1, isChosen: false };  // chosen by the user, not fitted

function room() {
  const box = svg.getBoundingClientRect();
  return { width: box.width, height: box.height };
}

function applyView() {
  viewElement.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
  svg.classList.toggle("goes-on", !isPage && view.y + size.height * view.scale > room().height);
}

// Returns how large a rectangle fits the window, but not enlarged.
function fitting(width, height) {
  const { width: w, height: h } = room();
  return Math.min((w - 2 * kMargin) / width, (h - kHead - kMargin) / height, 1);
}

// Shows the rectangle from `left`, `top` as large as it fits.
function showPart(left, top, width, height) {
  const { width: w } = room();
  const across = (w - 2 * kMargin) / width;
  view.scale = Math.max(fitting(width, height), Math.min(kLeastScale, across));
  view.x = w / 2 - (left + width / 2) * view.scale;
  view.y = kHead + kMargin / 2 - top * view.scale;
  view.isChosen = false;
  applyView();
}

const showAll = () => showPart(0, 0, size.width, size.height);

// Shows all where it can be read, else what holds most itself, with the way that
// leads to it as far as it fits above.
function showFirst() {
  const { width: w, height: h } = room();
  const heaviest = nodes.find((node) => node.isHeaviest);
  if (heaviest === undefined || fitting(size.width, size.height) >= kReadableScale) return showAll();
  const within = (least, wanted, most) => (least > most ? (least + most) / 2 : Math.min(most, Math.max(least, wanted)));
  const { x, y } = heaviest.place;
  view.scale = kReadableScale;
  view.x = within(w - kMargin - size.width * view.scale, w / 2 - x * view.scale, kMargin);
  view.y = Math.min(kHead + kMargin / 2, h - kBelowHeaviest - y * view.scale);
  view.isChosen = false;
  applyView();
}

function showNodes(rows) {
  const rects = [...rows].map((row) => nodes[row].element.querySelector("rect"));
  const side = (rect, name) => Number(rect.getAttribute(name));
  const left = Math.min(...rects.map((rect) => side(rect, "x")));
  const top = Math.min(...rects.map((rect) => side(rect, "y")));
  const right = Math.max(...rects.map((rect) => side(rect, "x") + side(rect, "width")));
  const bottom = Math.max(...rects.map((rect) => side(rect, "y") + side(rect, "height")));
  showPart(left - 40, top - 8, right - left + 80, bottom - top + 16);
}

// Keeps what is at (x, y) of the window where it is.
function zoomAt(x, y, factor) {
  const scale = Math.min(kMostScale, Math.max(kLeastScale, view.scale * factor));
  view.x = x - (x - view.x) * scale / view.scale;
  view.y = y - (y - view.y) * scale / view.scale;
  view.scale = scale;
  view.isChosen = true;
  applyView();
}

function zoomMiddle(factor) {
  const { width, height } = room();
  zoomAt(width / 2, (height + kHead) / 2, factor);
}

function pan(x, y) {
  view.x += x;
  view.y += y;
  view.isChosen = true;
  applyView();
}

// Moves so that the node is in the window.
function reveal(node) {
  const { width, height } = room();
  const x = view.x + node.place.x * view.scale;
  const y = view.y + node.place.y * view.scale;
  const isSeen = x > kMargin && x < width - kMargin && y > kHead && y < height - kMargin;
  if (!isSeen) pan(width / 2 - x, (height + kHead) / 2 - y);
}

// Within a page of other things the picture takes a part of the window.
function fillWindow() {
  svg.removeAttribute("viewBox");
  svg.setAttribute("width", "100%");
  svg.setAttribute("height", isPage ? "100%" : Math.min(kMostHeight, size.height + kHead + 2 * kMargin));
}

// On paper the picture is as the file has it.
function beStill() {
  for (const [name, value] of still) svg.setAttribute(name, value);
  viewElement.setAttribute("transform", stillTransform);
}

function beScripted() {
  fillWindow();
  applyView();
}
