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
  ...["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].map((key) => [key, () => walk(key)]),
]);

function onSearchKey(event) {
  if (event.key === "Escape") closeSearch();
  else if (event.key === "Enter") stepToMatch(event.shiftKey ? -1 : 1);
  else return;
  event.preventDefault();
}

function onKey(event) {
  usesKeyboard = true;
  const opensSearch = event.key === "F3" || (event.key === "f" && (event.ctrlKey || event.metaKey));
  if (opensSearch) openSearch();
  if (opensSearch) return event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === tools.input) return onSearchKey(event);
  const isOnButton = tools.box.contains(event.target) && (event.key === "Enter" || event.key === " ");
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
  frames.addEventListener("mouseover", (event) => {
    const box = boxAt(event.target);
    if (box !== undefined) showDetails(box.node);
  });
  frames.addEventListener("mousedown", () => {
    usesKeyboard = false;
    showCursor();
  });
  frames.addEventListener("mouseleave", () => showDetails(chosen));
  frames.addEventListener("focusin", (event) => choose(boxAt(event.target).node, false));
  frames.addEventListener("focusout", () => showCursor());
}

function listenToTools() {
  tools.input.addEventListener("input", () => search(tools.input.value, state.ignoreCase));
  tools.ignoreCase.addEventListener("click", () => search(state.search, !state.ignoreCase));
  tools.previous.addEventListener("click", () => stepToMatch(-1));
  tools.next.addEventListener("click", () => stepToMatch(1));
  tools.search.addEventListener("click", () => (searchIsOpen ? closeSearch() : openSearch()));
  tools.reset.addEventListener("click", () => zoomTo(0));
}

function listenToWindow() {
  const head = svg.querySelector(".head");
  window.addEventListener("scroll", () => {
    const isPage = svg === document.documentElement;
    head.style.transform = isPage ? `translateY(${window.scrollY}px)` : "";
  });
  window.addEventListener("resize", renderFitted);
  window.addEventListener("popstate", takeState);
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
