// SPDX-License-Identifier: Apache-2.0
//
// What mouse, keyboard, window and address do to the picture; then the first
// drawing.

function boxAt(target) {
  const element = target.closest(".frame");
  return element === null ? undefined : boxes[Number(element.dataset.box)];
}

// By key. Letters that a search field would take are only seen outside of it.
const kKeyActions = new Map([
  ["/", openSearch],
  ["0", () => zoomTo(0)],
  ["Escape", reset],
  ["n", () => stepToMatch(1)],
  ["N", () => stepToMatch(-1)],
  ["Home", () => choose(boxes[0].node, true)],
  ["Enter", () => openBox(boxes[boxIndexOf(chosen)])],
  [" ", () => openBox(boxes[boxIndexOf(chosen)])],
  ["v", togglePanel],
  ["m", () => openMenuOfChosen()],
  ["c", () => copyName(chosen)],
  ["r", () => change({ isReversed: !state.isReversed })],
  ["i", () => change({ isIcicle: !state.isIcicle })],
  [",", () => showSnapshotAt(state.snapshot - 1)],
  [".", () => showSnapshotAt(state.snapshot + 1)],
  ...["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].map((key) => [key, () => walk(key)]),
]);

function onSearchKey(event) {
  if (event.key === "Escape") closeSearch();
  else if (event.key === "Enter") stepToMatch(event.shiftKey ? -1 : 1);
  else return;
  event.preventDefault();
}

const kMenuSteps = new Map([["ArrowDown", 1], ["ArrowUp", -1], ["Tab", 1]]);

// Within the panel and the menu; a select takes its own keys.
function onOverlayKey(event) {
  if (event.key === "Escape") {
    const wasPanel = isOpen(panel);
    closeOverlays();
    if (wasPanel) tools.view.focus();
    else choose(chosen, true);
  } else if (isOpen(menu) && kMenuSteps.has(event.key)) {
    walkMenu(menu, event.shiftKey ? -1 : kMenuSteps.get(event.key));
  } else {
    return;
  }
  event.preventDefault();
}

// Within a page the keys are for what has the focus.
function isForUs(event) {
  return svg.contains(event.target) || (isAlone() && !event.target.closest?.("input,select,textarea"));
}

function onKey(event) {
  if (!isForUs(event)) return;
  usesKeyboard = true;
  const opensSearch = event.key === "F3" || (event.key === "f" && (event.ctrlKey || event.metaKey));
  if (opensSearch) openSearch();
  if (opensSearch) return event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === tools.input) return onSearchKey(event);
  if (event.target === tools.snapshot && /^(Arrow|Home|End|Page)/.test(event.key)) return;
  if (panel.box.contains(event.target) || menu.box.contains(event.target)) return onOverlayKey(event);
  const isOnButton = event.target.closest?.("button") && (event.key === "Enter" || event.key === " ");
  const action = isOnButton ? undefined : kKeyActions.get(event.key);
  if (action === undefined) return;
  event.preventDefault();
  action();
}

function listenToFrames(frames) {
  frames.addEventListener("click", (event) => {
    const box = boxAt(event.target);
    if (box !== undefined) openBox(box);
  });
  frames.addEventListener("contextmenu", (event) => {
    const box = boxAt(event.target);
    if (box === undefined) return;
    event.preventDefault();
    if (event.button === 2 || event.clientX > 0) openMenuAt(box.node, event.clientX, event.clientY);
    else openMenuOfChosen();
  });
  frames.addEventListener("mouseover", (event) => {
    const box = boxAt(event.target);
    if (box === undefined) return;
    completeTooltip(tree, box, event.target.closest(".frame"));
    showDetails(box.node);
  });
  frames.addEventListener("mousedown", () => {
    usesKeyboard = false;
    showCursor();
  });
  frames.addEventListener("mouseleave", () => showDetails(chosen));
  frames.addEventListener("focusin", (event) => {
    const box = boxAt(event.target);
    if (box !== undefined && box.node !== chosen) choose(box.node, false);
  });
  frames.addEventListener("focusout", () => showCursor());
}

function listenToTools() {
  tools.input.addEventListener("input", () => search(tools.input.value, state.ignoreCase));
  tools.ignoreCase.addEventListener("click", () => search(state.search, !state.ignoreCase));
  tools.snapshot?.addEventListener("input", () => showSnapshotAt(Number(tools.snapshot.value) - 1));
  tools.previous.addEventListener("click", () => stepToMatch(-1));
  tools.next.addEventListener("click", () => stepToMatch(1));
  tools.search.addEventListener("click", () => (searchIsOpen ? closeSearch() : openSearch()));
  tools.view.addEventListener("click", togglePanel);
  tools.reset.addEventListener("click", () => zoomTo(0));
  panel.reset.addEventListener("click", showFirstView);
}

function listenToWindow() {
  const head = svg.querySelector(".head");
  window.addEventListener("scroll", () => {
    const isMoved = isAlone() && hiddenAbove() > 0;
    head.style.transform = isMoved ? `translateY(${hiddenAbove()}px)` : "";
  });
  document.addEventListener("mousedown", (event) => {
    const isOver = [panel.box, menu.box, tools.view].some((one) => one.contains(event.target));
    if (!isOver) closeOverlays();
  });
  window.addEventListener("resize", renderFitted);
  if (isAlone()) window.addEventListener("popstate", takeState);
  document.addEventListener("keydown", onKey);
}

function addScriptedParts() {
  const head = svg.querySelector(".head");
  head.append(makeElement("text", { class: "status", y: 76, role: "status" }, ""));
  view.framesElement.after(makeElement("rect", { class: "cursor", style: "display: none" }));
  svg.querySelector(".legend").after(makeElement("text", { class: "note", x: page.margin }, ""));
  svg.classList.add("scripted");
  svg.setAttribute("role", "group");
  view.framesElement.setAttribute("role", "tree");
  view.framesElement.setAttribute("aria-label", "Stacks, callers before callees");
}

addScriptedParts();
listenToFrames(view.framesElement);
listenToTools();
listenToWindow();
takeState();
