// SPDX-License-Identifier: Apache-2.0
//
// Cuts names to a width as fit_name.cc does: parameters and the result's type go
// first, then template arguments, outer namespaces, the class, the middle.

const kLeastNameColumns = 6;
const kLeastColumnsForClass = 12;
const kLeastClassColumns = 5;
const kMostParts = 16;
const kBracketOperators =
  ["->*", "<=>", "<<=", ">>=", "()", "[]", "->", "<<", ">>", "<=", ">=", "<", ">", ","];

function isWord(character) {
  return /[A-Za-z0-9_$\u0080-\uffff]/.test(character);
}

function operatorSymbol(name, at) {
  if (!name.startsWith("operator", at - 8)) return "";
  if (at > 8 && isWord(name[at - 9])) return "";
  return kBracketOperators.find((symbol) => name.startsWith(symbol, at)) ?? "";
}

function canTakeArguments(kept, open) {
  const last = kept.at(-1);
  if (last === undefined) return false;
  if (open === "(" && /operator[^A-Za-z0-9_$\u0080-\uffff]*$/.test(kept.slice(-12))) return true;
  return isWord(last) || ")}>]".includes(last) || (last === ":" && open === "<" && kept.length > 1);
}

// Where the group that opens at `at` has ended; 0: it does not end.
function endOfGroup(name, at, open, close) {
  let depth = 0;
  for (; at < name.length; ++at) {
    const arrow = name[at] === ">" && name[at - 1] === "-";
    if (name[at] === open) ++depth;
    if (name[at] === close && !arrow && --depth === 0) return at + 1;
  }
  return 0;
}

function withoutArguments(name, open, close) {
  let kept = "";
  for (let at = 0; at < name.length;) {
    const symbol = at < 8 ? "" : operatorSymbol(name, at);
    if (symbol === "" && name[at] === open && canTakeArguments(kept, open)) {
      at = endOfGroup(name, at, open, close);
      if (at === 0) return name;
      if (kept.endsWith("::")) kept = kept.slice(0, -2);
      continue;
    }
    const length = Math.max(1, symbol.length);
    kept += name.slice(at, at + length);
    at += length;
  }
  return kept;
}

function withoutQualifierAfter(name) {
  const suffix = [" const &&", " const &", " const", " volatile", " &&", " &"].find((end) => name.endsWith(end));
  return suffix === undefined ? name : name.slice(0, -suffix.length);
}

// True where C++'s word "operator" stands at `at`.
function isOperatorWord(name, at) {
  if (!name.startsWith("operator", at) || (at !== 0 && isWord(name[at - 1]))) return false;
  const next = name[at + 8] ?? " ";
  return !isWord(next) && next !== ":" && next !== ".";
}

function beginsName(rest) {
  if (/^(const|volatile)/.test(rest)) return false;
  return rest !== "" && (isWord(rest[0]) || /^([~{]|\(anonymous namespace\))/.test(rest));
}

// Where the name of the function begins; 0 as well where it has no result type.
function endOfResultType(bare) {
  let begin = 0;
  for (let at = 0; at < bare.length;) {
    if (bare.startsWith(" [", at) || isOperatorWord(bare, at)) break;
    const sort = "(<{[".indexOf(bare[at]);
    if (sort >= 0) {
      at = endOfGroup(bare, at, bare[at], ")>}]"[sort]);
      if (at === 0) return 0;
      continue;
    }
    if (bare[at] === " " && beginsName(bare.slice(at + 1, at + 23))) begin = at + 1;
    ++at;
  }
  return begin;
}

function withoutResultType(bare) {
  const begin = endOfResultType(bare);
  const type = bare.slice(0, begin);
  if (!bare.includes("<", begin) || type.endsWith(" to ") || type.endsWith(" for ")) return bare;
  return bare.slice(begin);
}

function partBeginnings(name) {
  const beginnings = [];
  let depth = 0;
  for (let at = 0; at + 1 < name.length; ++at) {
    if ("(<{".includes(name[at])) ++depth;
    if (")>}".includes(name[at]) && depth !== 0) --depth;
    const colons = at !== 0 && name[at] === ":" && name[at - 1] === ":";
    if (depth !== 0) continue;
    if (isOperatorWord(name, at)) break;
    if (colons || name[at] === "/") beginnings.push(at + 1);
  }
  return beginnings;
}

function shorterNames(name) {
  const forms = [name];
  const add = (form) => {
    if (form.length < forms.at(-1).length && form !== "") forms.push(form);
  };
  const bare = withoutArguments(name, "(", ")");
  const unqualified = withoutQualifierAfter(bare);
  add(bare.length === name.length ? unqualified : withoutResultType(unqualified));
  add(withoutArguments(forms.at(-1), "<", ">"));
  const plain = forms.at(-1);
  for (const begin of partBeginnings(plain).slice(-kMostParts)) add(plain.slice(begin));
  return forms;
}

function columnsOf(character) {
  const isHangul = character >= "\u1100" && character <= "\u115f";
  return isHangul || character >= "\u2e80" ? 2 : 1;
}

function columnCount(text) {
  let columns = 0;
  for (const character of text) columns += columnsOf(character);
  return columns;
}

function cutMiddle(text, columns) {
  if (columnCount(text) <= columns) return text;
  if (columns < 3) return "";
  const characters = Array.from(text);
  let head = 0;
  let tail = characters.length;
  let used = 0;
  while (used + columnsOf(characters[head]) <= Math.floor((columns - 1) / 3)) {
    used += columnsOf(characters[head++]);
  }
  while (used + columnsOf(characters[tail - 1]) + 1 <= columns) used += columnsOf(characters[--tail]);
  return `${characters.slice(0, head).join("")}\u2026${characters.slice(tail).join("")}`;
}

// The last form behind as much of its class as fits; empty where that would
// tell nothing.
function withCutClass(forms, columns) {
  if (forms.length < 2 || columns < kLeastColumnsForClass) return "";
  const last = forms.at(-1);
  const longer = forms.at(-2).text;
  if (!longer.endsWith(last.text)) return "";
  const scope = longer.slice(0, longer.length - last.text.length);
  const separator = ["::", "/"].find((end) => scope.endsWith(end)) ?? "";
  const name = separator === "" || !(isWord(scope[0]) || scope[0] === "<") ? "" : scope.slice(0, -separator.length);
  const room = columns - last.columns - separator.length;
  return name === "" || room < kLeastClassColumns ? "" : cutMiddle(name, room) + separator + last.text;
}

// Forms of names, each with its columns, found when first asked for.
const formsOfName = new Map();

function fitName(name, columns) {
  if (columns < 3) return "";
  let forms = formsOfName.get(name);
  if (forms === undefined) {
    forms = shorterNames(name).map((text) => ({ text, columns: columnCount(text) }));
    formsOfName.set(name, forms);
  }
  const fitting = forms.find((form) => form.columns <= columns);
  const cut = fitting !== undefined && fitting === forms.at(-1) ? withCutClass(forms, columns) : "";
  if (fitting !== undefined) return cut === "" ? fitting.text : cut;
  return columns < kLeastNameColumns ? "" : cutMiddle(forms.at(-1).text, columns);
}
