// SPDX-License-Identifier: Apache-2.0
//
// The slider over the dumps of a series: shows what the chosen one holds, and
// where it stands in the chart.

const kSvg = "http://www.w3.org/2000/svg";

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

function makeTopRow([name, amount, percent], names) {
  const row = makeElement("li", {});
  const bar = makeElement("span", { class: "bar" }, `${percent.toFixed(1)}%`);
  bar.style.setProperty("--share", `${Math.min(100, percent)}%`);
  row.append(makeElement("span", { class: "amount" }, amount), bar, makeElement("code", {}, names[name]));
  return row;
}

function addSlider(panel) {
  const { names, dumps } = JSON.parse(document.querySelector("#snapshots").textContent);
  const input = panel.querySelector("input");
  const moveMarker = makeMarker(document.querySelector(".report .trend"));
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
  show();
}

const panel = document.querySelector(".report .snapshot");
if (panel !== null) addSlider(panel);
document.body.classList.add("scripted");
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".report details")) details.open = true;
});
