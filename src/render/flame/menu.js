// SPDX-License-Identifier: Apache-2.0
//
// The menu of a frame, and the line below the title that says where the reader is
// and what is left out.

const kMenuWidth = 250;
const kMenuRow = 28;
const kMenuEdge = 36;
const kTrailTop = 36;
const kTrailHeight = 22;
const kTrailColumns = 26;
const kTrailCallers = 3;

function makeMenu(svg) {
  const menu = {
    box: makeElement("foreignObject", { width: kMenuWidth + 8 }),
    element: makeHtml("div", { class: "menu", role: "menu", "aria-label": "Frame" }),
  };
  menu.box.append(menu.element);
  menu.box.style.display = "none";
  svg.append(menu.box);
  return menu;
}

// Puts the menu at a place of the page; `actions` are words and what they do.
function openMenu(menu, actions, x, y) {
  menu.element.replaceChildren(...actions.map(([words, action]) => {
    const item = makeHtml("button", { type: "button", role: "menuitem", tabindex: -1 }, words);
    item.addEventListener("click", action);
    return item;
  }));
  menu.box.setAttribute("x", x);
  menu.box.setAttribute("y", y);
  menu.box.setAttribute("height", actions.length * kMenuRow + kMenuEdge);
  menu.box.style.display = "";
  menu.element.firstChild.focus({ preventScroll: true });
}

function walkMenu(menu, step) {
  const items = [...menu.element.children];
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length) % items.length].focus();
}

function makeTrail(svg) {
  const trail = {
    box: makeElement("foreignObject", { y: kTrailTop, height: kTrailHeight }),
    element: makeHtml("nav", { class: "trail", "aria-label": "Zoom and choice" }),
  };
  trail.box.append(trail.element);
  svg.querySelector(".head").append(trail.box);
  return trail;
}

// The root, the last few callers and the zoomed frame; undefined stands for those
// between.
function trailNodes(tree, zoom) {
  const callers = callersOf(tree, zoom);
  if (callers.length <= kTrailCallers + 2) return [...callers, zoom];
  return [0, undefined, ...callers.slice(-kTrailCallers), zoom];
}

// `crumbs` and `chips` are words, a hint and what a click does.
function showTrail(trail, crumbs, chips) {
  const make = ([words, hint, action], css) => {
    if (action === undefined) return makeHtml("span", { class: css }, words);
    const button = makeHtml("button", { type: "button", class: css, title: hint, "aria-label": hint }, words);
    button.addEventListener("click", action);
    return button;
  };
  trail.element.replaceChildren(
    ...crumbs.map((crumb) => make(crumb, "crumb")), ...chips.map((chip) => make(chip, "chip")));
  trail.box.style.display = crumbs.length + chips.length === 0 ? "none" : "";
}
