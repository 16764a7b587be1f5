// SPDX-License-Identifier: Apache-2.0
//
// The slider over the dumps of a series: shows what the chosen one holds, and
// where it stands in the chart.

const kSvg = "http://www.w3.org/2000/svg";
const kTailCharacters = 20;

// A line across the chart's plot, whose edges the chart tells.
function makeMarker(chart) {
  const [left, right, top, bottom] = chart.dataset.plot.split(" ").map(Number);
  const line = document.createElementNS(kSvg, "line");
  line.setAttribute("class", "here");
  line.setAttribute("y1", top);
  line.setAttribute("y2", bottom);
  chart.append(line);
  return (part) => {
    const x = left + part * (right - left);
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
  };
}

// The name on one line: where it is too long its middle gives way, and the title
// tells it in full.
function makeName([shown, whole]) {
  const code = makeElement("code", { title: whole ?? shown });
  const tail = Math.min(kTailCharacters, Math.floor(shown.length / 2));
  const characters = Array.from(shown);
  const cut = characters.length - tail;
  code.append(makeElement("span", { class: "begin" }, characters.slice(0, cut).join("")),
    makeElement("span", { class: "end" }, characters.slice(cut).join("")));
  return code;
}

function makeTopRow([name, amount, percent], names) {
  const row = makeElement("li", {});
  const bar = makeElement("span", { class: "bar" }, `${percent.toFixed(1)}%`);
  bar.style.setProperty("--share", `${Math.min(100, percent)}%`);
  row.append(makeElement("span", { class: "amount" }, amount), bar, makeName(names[name]));
  return row;
}

// Calls `onPlace` with the place on the axis, 0 to 1, that is clicked.
function hearClicks(chart, onPlace) {
  const [left, right] = chart.dataset.plot.split(" ").map(Number);
  chart.addEventListener("click", (event) => {
    const { x } = new DOMPoint(event.clientX, event.clientY).matrixTransform(chart.getScreenCTM().inverse());
    onPlace((x - left) / (right - left));
  });
}

// The dump that stands next to a place on the axis.
function nearestDump(dumps, wanted) {
  const distance = ([, , , place]) => Math.abs(place - wanted);
  return dumps.reduce((best, dump, at) => (distance(dump) < distance(dumps[best]) ? at : best), 0);
}

function addSlider(panel) {
  const { names, dumps } = JSON.parse(document.querySelector("#snapshots").textContent);
  const input = panel.querySelector("input");
  const chart = document.querySelector(".report .trend");
  const moveMarker = makeMarker(chart);
  const show = () => {
    const at = Number(input.value) - 1;
    const [file, total, growth, place, functions] = dumps[at];
    panel.querySelector(".snapshot-name strong").textContent = file;
    panel.querySelector(".snapshot-name span").textContent = `${at + 1} of ${dumps.length}`;
    panel.querySelector("output").textContent = total;
    panel.querySelector(".snapshot-total span").textContent = growth;
    panel.querySelector(".tops").replaceChildren(...functions.map((one) => makeTopRow(one, names)));
    input.setAttribute("aria-valuetext", `dump ${at + 1} of ${dumps.length}, ${total}`);
    moveMarker(place);
  };
  input.value = input.max;
  input.addEventListener("input", show);
  hearClicks(chart, (place) => {
    input.value = nearestDump(dumps, place) + 1;
    show();
  });
  show();
}

const panel = document.querySelector(".report .snapshot");
if (panel !== null) addSlider(panel);
document.body.classList.add("scripted");
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".report details")) details.open = true;
});
