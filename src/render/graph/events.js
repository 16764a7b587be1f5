// SPDX-License-Identifier: Apache-2.0
//
// What mouse, touch and keyboard do: pointing lights up callers and callees, a
// click shows only what is connected, the wheel zooms, dragging moves.

const kWheelZoom = 0.0015;
const kDragPx = 4;
const kPanPx = 60;
let focused;  // the row that alone is shown with what is connected
let wantsAll = false;
let drag;

function point(node) {
  svg.classList.toggle("pointing", node !== undefined);
  for (const { element } of nodes) element.classList.remove("lit", "pointed");
  for (const { element } of edges) element.classList.remove("lit", "caller", "callee");
  tell(node ?? nodes[focused], focused !== undefined);
  if (node === undefined) return;
  node.element.classList.add("lit", "pointed");
  const light = (edge, kind, row) => {
    edge.element.classList.add("lit", kind);
    nodes[row].element.classList.add("lit");
  };
  for (const edge of node.callers) light(edge, "caller", edge.from);
  for (const edge of node.callees) light(edge, "callee", edge.to);
}

function showFocus() {
  const seen = focused === undefined ? undefined : connected(focused);
  for (const node of nodes) node.element.classList.toggle("away", seen !== undefined && !seen.nodes.has(node.row));
  for (const edge of edges) edge.element.classList.toggle("away", seen !== undefined && !seen.edges.has(edge));
  point(undefined);
  wantsAll = seen === undefined;
  if (wantsAll) showAll();
  else showNodes(seen.nodes);
}

function focusOn(row) {
  focused = row;
  showFocus();
  if (!isPage) return;
  const hash = row === undefined ? "" : `#focus=${encodeURIComponent(nodes[row].name)}`;
  history.replaceState(null, "", hash === "" ? location.pathname + location.search : hash);
}

function takeState() {
  if (!isPage) return focused === undefined && !wantsAll ? showFirst() : showFocus();
  let name;
  try {
    name = decodeURIComponent(location.hash.replace(/^#focus=/, ""));
  } catch {
    name = "";
  }
  const node = nodes.find((one) => location.hash !== "" && one.name === name);
  focused = node?.row;
  if (focused === undefined && !wantsAll) showFirst();
  else showFocus();
}

function search(text) {
  let expression;
  try {
    expression = text === "" ? undefined : new RegExp(text, "i");
    tools.input.setAttribute("aria-invalid", "false");
  } catch {
    tools.input.setAttribute("aria-invalid", "true");
  }
  const isMatch = (node) => expression !== undefined && expression.test(node.name);
  for (const node of nodes) node.element.classList.toggle("match", isMatch(node));
  const found = nodes.filter(isMatch);
  tell(undefined);
  if (expression === undefined) return;
  extent.append(make(kSvg, "tspan", { dx: 10, class: "status" }, found.length === 0 ? "no function matches" :
    `${found.length} ${found.length === 1 ? "function matches" : "functions match"}`));
  if (found.length > 0) reveal(found[0]);
}

const nodeAt = (target) => nodes[nodes.findIndex((node) => node.element === target.closest?.(".node"))];

// Returns the node nearest in the direction of an arrow key; up and down along calls.
function neighbour(node, key) {
  const ends = { ArrowUp: node.callers.map((edge) => edge.from), ArrowDown: node.callees.map((edge) => edge.to) }[key];
  const isSeen = (row) => row !== node.row && !nodes[row].element.classList.contains("away");
  if (ends !== undefined) return nodes[ends.find(isSeen)];
  const sign = key === "ArrowRight" ? 1 : -1;
  const beside = nodes.filter((one) => isSeen(one.row) && Math.abs(one.place.y - node.place.y) < 1 &&
    (one.place.x - node.place.x) * sign > 0);
  return beside.sort((a, b) => (a.place.x - b.place.x) * sign)[0];
}

function onNodeKey(node, key) {
  if (key === "Enter" || key === " ") {
    focusOn(focused === node.row ? undefined : node.row);
    return true;
  }
  if (!key.startsWith("Arrow")) return false;
  const next = neighbour(node, key);
  next?.element.focus();
  return true;
}

const kKeyActions = new Map([
  ["0", () => focusOn(undefined)],
  ["Escape", () => focusOn(undefined)],
  ["+", () => zoomMiddle(1.25)],
  ["=", () => zoomMiddle(1.25)],
  ["-", () => zoomMiddle(0.8)],
  ["/", () => tools.input.focus()],
  ["ArrowUp", () => pan(0, kPanPx)],
  ["ArrowDown", () => pan(0, -kPanPx)],
  ["ArrowLeft", () => pan(kPanPx, 0)],
  ["ArrowRight", () => pan(-kPanPx, 0)],
]);

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === tools.input) {
    if (event.key !== "Escape") return;
    tools.input.value = "";
    search("");
    tools.input.blur();
    return;
  }
  if (bar.contains(event.target)) return;
  const node = nodeAt(event.target);
  const action = kKeyActions.get(event.key);
  if ((node !== undefined && onNodeKey(node, event.key)) || action !== undefined) event.preventDefault();
  if (node !== undefined && /^(Enter| |Arrow)/.test(event.key)) return;
  action?.();
}

function onPointerDown(event) {
  if (event.button !== 0 || tools.box.contains(event.target)) return;
  drag = { x: event.clientX, y: event.clientY, moved: false, id: event.pointerId };
}

function onPointerMove(event) {
  if (drag === undefined) return;
  const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.moved && Math.hypot(x, y) < kDragPx) return;
  if (!drag.moved) svg.setPointerCapture(drag.id);
  drag = { ...drag, x: event.clientX, y: event.clientY, moved: true };
  svg.classList.add("dragging");
  pan(x, y);
}

function onPointerUp(event) {
  const wasDrag = drag?.moved ?? true;
  drag = undefined;
  svg.classList.remove("dragging");
  if (wasDrag) return;
  const node = nodeAt(event.target);
  if (node !== undefined) focusOn(focused === node.row ? undefined : node.row);
  else if (event.target.closest(".head") === null && focused !== undefined) focusOn(undefined);
}

// A page of other things is scrolled, unless Ctrl is held.
function onWheel(event) {
  if (!isPage && !event.ctrlKey) return;
  event.preventDefault();
  const box = svg.getBoundingClientRect();
  const lines = event.deltaMode === 1 ? 18 : 1;
  zoomAt(event.clientX - box.left, event.clientY - box.top, Math.exp(-event.deltaY * lines * kWheelZoom));
}

function onResize() {
  placeTools();
  if (!view.isChosen) takeState();
}

function listen() {
  svg.addEventListener("pointerdown", onPointerDown);
  svg.addEventListener("pointermove", onPointerMove);
  svg.addEventListener("pointerup", onPointerUp);
  svg.addEventListener("pointercancel", () => { drag = undefined; });
  svg.addEventListener("wheel", onWheel, { passive: false });
  svg.addEventListener("dblclick", (event) => event.preventDefault());
  viewElement.addEventListener("mouseover", (event) => point(nodeAt(event.target)));
  viewElement.addEventListener("mouseleave", () => point(undefined));
  viewElement.addEventListener("focusin", (event) => {
    const node = nodeAt(event.target);
    point(node);
    if (node !== undefined && node.element.matches(":focus-visible")) reveal(node);
  });
  viewElement.addEventListener("focusout", () => point(undefined));
  (isPage ? document : svg).addEventListener("keydown", onKey);
  tools.input.addEventListener("input", () => search(tools.input.value));
  tools.smaller.addEventListener("click", () => zoomMiddle(0.8));
  tools.larger.addEventListener("click", () => zoomMiddle(1.25));
  tools.all.addEventListener("click", () => focusOn(undefined));
  window.addEventListener("resize", onResize);
  if (isPage) window.addEventListener("hashchange", takeState);
  window.addEventListener("beforeprint", beStill);
  window.addEventListener("afterprint", beScripted);
}

function describe() {
  svg.classList.add("scripted");
  svg.setAttribute("role", "group");
  svg.querySelector(".edges").setAttribute("aria-hidden", "true");
  for (const node of nodes) {
    node.element.setAttribute("tabindex", 0);
    node.element.setAttribute("role", "button");
    node.element.setAttribute("aria-label", `${node.name}, ${node.numbers}`);
  }
}

describe();
fillWindow();
placeTools();
listen();
takeState();
