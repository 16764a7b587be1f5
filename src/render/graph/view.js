// SPDX-License-Identifier: Apache-2.0
//
// What part of the graph is seen, and how large.

const kLeastScale = 0.05;
const kReadableScale = 0.75;
const kBelowHeaviest = 90;
const kMostScale = 6;
const kHead = 106;
const kMargin = 16;
const kFirstTop = kHead + kMargin / 2;
const kHeadEnd = kHead - 4;  // what is above is covered
const kLeastGap = 2;
const kMostShift = 60;
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
  view.y = kFirstTop - top * view.scale;
  view.isChosen = false;
  applyView();
}

const showAll = () => showPart(0, 0, size.width, size.height);

// Returns the least way to move boxes, their beginnings and ends in `spans`, on which
// `edges` cut the fewest of them; `kept` of them stays between the edges.
function shiftForWholeBoxes(spans, edges, kept) {
  const isCut = ([begin, end], edge) => begin < edge + kLeastGap && end > edge;
  const cuts = (shift) => spans.filter((span) => edges.some((edge) => isCut(span, edge - shift))).length;
  const isKept = (shift) => kept[0] + shift >= edges[0] && kept[1] + shift <= edges[1];
  let best = { shift: 0, cuts: cuts(0) };
  for (let way = 1; way <= kMostShift && best.cuts > 0; ++way) {
    for (const shift of [way, -way].filter(isKept)) {
      const count = cuts(shift);
      if (count < best.cuts) best = { shift, cuts: count };
    }
  }
  return best.shift;
}

// Moves a little, so that the window's edges cut as few boxes as can be.
function avoidCuts(heaviest) {
  const { width: w, height: h } = room();
  const across = ({ place: { x, width } }) => [-1, 1].map((side) => view.x + (x + side * width / 2) * view.scale);
  const down = ({ place: { y, height } }) => [-1, 1].map((side) => view.y + (y + side * height / 2) * view.scale);
  view.x += shiftForWholeBoxes(nodes.map(across), [0, w], across(heaviest));
  const seen = nodes.filter((node) => across(node)[1] > 0 && across(node)[0] < w);
  view.y += shiftForWholeBoxes(seen.map(down), [kHeadEnd, h], down(heaviest));
}

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
  view.y = Math.min(kFirstTop, h - kBelowHeaviest - y * view.scale);
  avoidCuts(heaviest);
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
