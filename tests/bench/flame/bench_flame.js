// SPDX-License-Identifier: Apache-2.0
//
// Measures files in a headless browser: node bench_flame.js RUNS NAME=FILE...
// Prints of each its size, when it is first painted, when its script is ready,
// and how long zooms take until they are painted: the median and the most of RUNS
// fresh pages. Where there is no script of ours, a file is only painted.
"use strict";

const fs = require("node:fs");
const { chromium } = require("playwright-core");

const [runs, ...files] = process.argv.slice(2);

// In the page: zooms to some frames and back.
async function measureZooms() {
  const times = [];
  for (const at of [5, 0, 3, 0, 8, 0]) {
    const start = performance.now();
    document.querySelectorAll(".frame")[at].dispatchEvent(new MouseEvent("click", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
  }
  return times;
}

async function measure(browser, file) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`file://${fs.realpathSync(file)}`);
  const painted = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  const paint = await (await page.waitForFunction(painted)).jsonValue();
  const isOurs = await page.evaluate(() => document.querySelector("svg.flame") !== null);
  let ready;
  let zooms = [];
  if (isOurs) {
    await page.waitForSelector(".flame.scripted");
    ready = await page.evaluate(() => performance.now());
    zooms = await page.evaluate(measureZooms);
  }
  await page.close();
  return { paint, ready, zooms };
}

function told(times) {
  const sorted = times.filter((time) => time !== undefined).sort((a, b) => a - b);
  if (sorted.length === 0) return "-".padStart(13);
  return `${Math.round(sorted[sorted.length >> 1])} / ${Math.round(sorted.at(-1))} ms`.padStart(13);
}

async function run() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  console.log(`${"median / most of " + runs + " pages".padEnd(34)}      bytes   first paint        ready         zoom`);
  for (const named of files) {
    const [name, file] = named.split("=");
    const all = [];
    for (let at = 0; at < Number(runs); ++at) all.push(await measure(browser, file));
    const bytes = String(fs.statSync(file).size).padStart(10);
    console.log(`${name.padEnd(34)} ${bytes} ${told(all.map((one) => one.paint))} ` +
      `${told(all.map((one) => one.ready))} ${told(all.flatMap((one) => one.zooms))}`);
  }
  await browser.close();
}

run();
