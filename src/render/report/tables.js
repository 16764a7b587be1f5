// SPDX-License-Identifier: Apache-2.0
//
// Tables: headings sort, a field filters, and of a long table the first rows
// are shown until more are asked for. Paper has a few more, and says how many it
// leaves out.

const kFirstRows = 25;
const kPaperRows = 40;

function makeElement(name, attributes, text) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

// What a filter looks at: a row's names in full.
function wordsOf(row) {
  const titles = [...row.cells[0].querySelectorAll("[title]")].map((one) => one.title);
  return [row.cells[0].textContent, ...titles].join("\n");
}

function keyOf(row, column) {
  const cell = row.cells[column];
  const order = cell.dataset.order;
  return order === undefined ? cell.textContent.toLowerCase() : Number(order);
}

function compareKeys(a, b) {
  if (typeof a === "number") return a - b;
  return a < b ? -1 : a > b ? 1 : 0;
}

class SortableTable {
  constructor(table) {
    this.table = table;
    this.body = table.tBodies[0];
    this.rows = [...this.body.rows];
    this.texts = this.rows.map(wordsOf);
    this.wanted = undefined;  // expression; undefined: all
    this.isOpen = this.rows.length <= kFirstRows + 5;
    [...table.tHead.rows[0].cells].forEach((heading, column) => this.makeSortable(heading, column));
    if (table.dataset.noun !== undefined) this.addFilter(table.dataset.noun);
    if (!this.isOpen) this.addMore();
    this.rest = makeElement("p", { class: "rest" });
    this.table.parentElement.after(this.rest);
    this.show();
  }

  makeSortable(heading, column) {
    const button = makeElement("button", { type: "button" }, heading.textContent);
    heading.replaceChildren(button);
    button.addEventListener("click", () => this.sort(heading, column));
  }

  sort(heading, column) {
    const first = heading.dataset.first ?? "descending";
    const other = first === "descending" ? "ascending" : "descending";
    const order = heading.getAttribute("aria-sort") === first ? other : first;
    for (const one of heading.parentElement.cells) one.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const keys = new Map(this.rows.map((row) => [row, keyOf(row, column)]));
    this.rows.sort((a, b) => sign * compareKeys(keys.get(a), keys.get(b)));
    this.texts = this.rows.map(wordsOf);
    this.body.append(...this.rows);
    this.show();
  }

  addFilter(noun) {
    const id = `filter-${this.table.closest("section").id}`;
    const box = makeElement("div", { class: "filter" });
    const input = makeElement("input", { type: "search", id, placeholder: "regular expression", spellcheck: "false", autocomplete: "off" });
    this.status = makeElement("span", { class: "place", role: "status" });
    box.append(makeElement("label", { for: id }, `Filter ${noun}`), input, this.status);
    this.table.parentElement.before(box);
    input.addEventListener("input", () => this.filter(input));
  }

  filter(input) {
    input.removeAttribute("aria-invalid");
    try {
      this.wanted = input.value === "" ? undefined : new RegExp(input.value, "i");
    } catch {
      input.setAttribute("aria-invalid", "true");
      this.status.textContent = "not a regular expression";
      return;
    }
    this.show();
  }

  addMore() {
    this.more = makeElement("button", { type: "button", class: "more" }, `Show all ${this.rows.length}`);
    this.table.parentElement.after(this.more);
    this.more.addEventListener("click", () => {
      this.isOpen = true;
      this.show();
    });
  }

  // Rows that do not match are hidden; further ones are folded on the screen, and those
  // beyond them left out on paper.
  show() {
    let shown = 0;
    this.rows.forEach((row, at) => {
      const isWanted = this.wanted === undefined || this.wanted.test(this.texts[at]);
      row.hidden = !isWanted;
      if (isWanted) ++shown;
      row.classList.toggle("beyond", isWanted && shown > kPaperRows);
      row.classList.toggle("folded", isWanted && !this.isOpen && this.wanted === undefined && shown > kFirstRows);
    });
    this.rest.hidden = shown <= kPaperRows;
    const rest = Math.max(0, shown - kPaperRows);
    this.rest.textContent = `\u2026 and ${rest} more row${rest === 1 ? "" : "s"}`;
    if (this.more !== undefined) this.more.hidden = this.isOpen || this.wanted !== undefined;
    if (this.status !== undefined) {
      this.status.textContent = this.wanted === undefined ? "" : `${shown} of ${this.rows.length}`;
    }
  }
}

for (const table of document.querySelectorAll("table.sortable")) new SortableTable(table);
