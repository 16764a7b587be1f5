// SPDX-License-Identifier: Apache-2.0
//
// Drives report pages in a real browser; make_report.cc writes them.
"use strict";

const assert = require("node:assert/strict");
const {
  assertAccessible, assertValidHtml, made, openPage, runTests, screenshot, writePage,
} = require("./browser.js");

const open = (shape, options = {}) =>
  openPage(writePage("html", ...[shape].flat()), { ready: ".report.scripted", ...options });

const kShapes = ["dump", "pair", "series", "hostile", "empty"];
const sections = (page) => page.$$eval("main > section", (all) => all.map((one) => one.id));
const shownNames = (page, id) => page.$$eval(`#${id} tbody tr`, (rows) => rows
  .filter((row) => row.offsetParent !== null).map((row) => row.cells[0].textContent));
const orders = (page, id, column) => page.$$eval(`#${id} tbody tr`, (rows, at) => rows
  .map((row) => row.cells[at].dataset.order ?? row.cells[at].textContent), column);
const heading = (page, id, words) =>
  page.locator(`#${id} thead th`, { hasText: new RegExp(`^${words}$`) }).first();

const tests = {
  async "each kind of input has its sections"() {
    const common = ["functions", "flame", "graph", "source", "symbols", "error", "about"];
    assert.deepEqual(await sections(await open("dump")), ["summary", ...common]);
    assert.deepEqual(await sections(await open("pair")), ["summary", "change", "flame-change", ...common]);
    assert.deepEqual(await sections(await open("series")), ["summary", "trend", "change", "flame-change", ...common]);
  },

  async "contents lead to every section"() {
    const page = await open("series");
    const links = await page.$$eval(".contents a", (all) => all.map((one) => one.getAttribute("href").slice(1)));
    assert.deepEqual(links, await sections(page));
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.click(".contents a[href='#symbols']");
    assert.match(page.url(), /#symbols$/);
  },

  async "the page reads without scripts"() {
    const page = await open("series", { javaScriptEnabled: false });
    assert.ok(await page.locator("#functions tbody tr").nth(40).isVisible());
    assert.ok(await page.locator("#flame .frame").nth(5).isVisible());
    assert.ok(await page.locator(".snapshot output").isVisible());
    assert.ok(!(await page.locator(".slider").isVisible()));
    await screenshot(page, "no_script", { fullPage: true });
  },

  async "headings sort, by mouse and by keyboard"() {
    const page = await open("dump");
    const objects = heading(page, "functions", "live objects");
    const column = await objects.evaluate((one) => one.cellIndex);
    await objects.locator("button").click();
    assert.equal(await objects.getAttribute("aria-sort"), "descending");
    const sorted = (await orders(page, "functions", column)).map(Number);
    assert.ok(new Set(sorted).size > 5);
    assert.deepEqual(sorted, [...sorted].sort((a, b) => b - a));
    await objects.locator("button").focus();
    await page.keyboard.press("Enter");
    assert.equal(await objects.getAttribute("aria-sort"), "ascending");
    assert.equal(await page.locator("#functions thead [aria-sort]").count(), 1);
    await heading(page, "functions", "function").locator("button").click();
    const names = await shownNames(page, "functions");
    assert.deepEqual(names, [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  },

  async "a filter keeps what matches, in all rows"() {
    const page = await open("dump");
    const all = await page.locator("#functions tbody tr").count();
    assert.equal((await shownNames(page, "functions")).length, 25);
    await page.getByLabel("Filter functions").fill("parse|load");
    const names = await shownNames(page, "functions");
    assert.ok(names.length > 0 && names.length < all);
    names.forEach((name) => assert.match(name, /parse|load/i));
    assert.equal(await page.textContent("#functions .filter [role=status]"), `${names.length} of ${all}`);
    await page.getByLabel("Filter functions").fill("(");
    assert.match(await page.textContent("#functions .filter [role=status]"), /not a regular expression/);
    await page.getByLabel("Filter functions").fill("");
    await page.click("#functions .more");
    assert.equal((await shownNames(page, "functions")).length, all);
  },

  async "the slider shows each dump"() {
    const page = await open("series");
    const slider = page.getByLabel("Dump", { exact: true });
    const total = () => page.textContent(".snapshot output");
    const last = await total();
    const written = await (await open("series", { javaScriptEnabled: false })).textContent(".snapshot");
    assert.equal((await page.textContent(".snapshot")).replace(/\s/g, ""), written.replace(/\s/g, ""));
    const placeOfLast = await page.getAttribute(".trend .here", "x1");
    await slider.focus();
    await page.keyboard.press("ArrowLeft");
    assert.match(await page.textContent(".snapshot-name"), /jeprof.out.301.6.heap 7 of 8/);
    assert.notEqual(await total(), last);
    await page.keyboard.press("Home");
    assert.match(await page.textContent(".snapshot-total"), /the first dump/);
    assert.match(await slider.getAttribute("aria-valuetext"), /^dump 1 of 8, /);
    assert.ok(Number(await page.getAttribute(".trend .here", "x1")) < Number(placeOfLast));
    assert.equal(await page.locator(".tops li").count(), 8);
    await page.keyboard.press("End");
    assert.equal(await total(), last);
  },

  async "a click on the chart moves the slider"() {
    const page = await open("series");
    await page.locator(".chart .trend").scrollIntoViewIfNeeded();
    const chart = await page.locator(".chart .trend").boundingBox();
    await page.locator(".chart .trend").click({ position: { x: chart.width * 0.4, y: chart.height / 2 }, force: true });
    const at = Number(await page.getByLabel("Dump", { exact: true }).inputValue());
    assert.ok(at > 1 && at < 8, `${at}`);
    assert.match(await page.textContent(".snapshot-name"), new RegExp(` ${at} of 8`));
    const here = await page.locator(".trend .here").boundingBox();
    assert.ok(Math.abs(here.x - chart.x - chart.width * 0.4) < chart.width / 8);
  },

  async "names of the slider's list stay on one line"() {
    for (const width of [800, 1280, 2560]) {
      const page = await open("hostile", { viewport: { width, height: 900 } });
      const rows = await page.$$eval(".tops li", (all) => all.map((one) => one.getBoundingClientRect().height));
      assert.ok(rows.length > 0);
      rows.forEach((height) => assert.ok(height < 34, `${height} px at ${width}`));
      const titles = await page.$$eval(".tops code", (all) => all.map((one) => [one.title, one.textContent]));
      titles.forEach(([title, text]) => assert.ok(title.length >= text.length));
    }
  },

  async "each flame graph zooms on its own and leaves the address alone"() {
    const page = await open("series");
    const isZoomed = (id) => page.$eval(`#${id} .tools button:last-child`, (button) => !button.disabled);
    await page.locator("#flame .frame").nth(6).click();
    assert.ok(await isZoomed("flame"));
    assert.ok(!(await isZoomed("flame-change")));
    assert.ok(!page.url().includes("#"));
    await page.click(".contents a[href='#error']");
    assert.ok(await isZoomed("flame"));
    await page.locator("#flame .frame").nth(0).focus();
    await page.keyboard.press("0");
    assert.ok(!(await isZoomed("flame")));
  },

  async "keys belong to the picture that has the focus"() {
    const page = await open("series");
    await page.locator("#error p").first().click();
    for (const key of ["v", "r", "i", "0", "/", "ArrowDown"]) await page.keyboard.press(key);
    assert.equal(await page.locator(".panel:visible").count(), 0);
    assert.equal(await page.locator(".flame input:visible").count(), 0);
    await page.locator("#flame-change .frame").nth(2).focus();
    await page.keyboard.press("v");
    assert.equal(await page.locator("#flame-change .panel:visible").count(), 1);
    assert.equal(await page.locator("#flame .panel:visible").count(), 0);
    await page.keyboard.press("Escape");
    await page.locator("#flame-change .frame").nth(2).focus();
    await page.keyboard.press("/");
    assert.equal(await page.locator("#flame input:visible").count(), 0);
    await page.getByLabel("Filter functions").last().fill("v0/n");
    assert.equal(await page.locator("#flame .panel:visible").count(), 0);
  },

  async "the call graph lights up, and zooms while it has the focus"() {
    const page = await open("dump");
    await page.locator("#graph .node").nth(3).focus();
    assert.ok((await page.locator("#graph .node.lit").count()) > 1);
    const transform = () => page.getAttribute("#graph .view", "transform");
    const before = await transform();
    await page.locator("#error p").first().click();
    await page.keyboard.press("+");
    assert.equal(await transform(), before);
    await page.locator("#graph .node").nth(3).focus();
    const revealed = await transform();
    await page.keyboard.press("+");
    assert.notEqual(await transform(), revealed);
    await page.keyboard.press("Enter");
    assert.ok(!page.url().includes("#"));
  },

  async "hostile names stay names"() {
    const page = await open("hostile");
    page.on("dialog", () => assert.fail("a name ran as a script"));
    assert.equal(await page.locator("img").count(), 0);
    assert.deepEqual(await sections(page), ["summary", "trend", "change", "flame-change", "functions",
      "flame", "graph", "source", "symbols", "error", "about"]);
    assert.match(await page.textContent("h1"), /<\/script><\/style>\]\]><img src=x/);
    await page.getByLabel("Dump", { exact: true }).focus();
    await page.keyboard.press("ArrowLeft");
    await screenshot(page, "hostile", { fullPage: true });
  },

  async "nothing is wider than the window"() {
    for (const shape of ["series", "hostile"]) {
      for (const width of [800, 1280, 2560]) {
        const page = await open(shape, { viewport: { width, height: 900 } });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `${shape} at ${width}: ${overflow}`);
        await screenshot(page, `${shape}_${width}`, { fullPage: true });
      }
    }
  },

  async "the dark scheme is dark all over"() {
    const page = await open("series", { colorScheme: "dark" });
    const light = await page.$$eval("body, .contents, .figures div, thead input, .flame, .graph, .trend", (all) => all
      .map((one) => getComputedStyle(one).backgroundColor)
      .filter((colour) => /rgb\((\d+)/.test(colour) && Number(/(\d+)/.exec(colour)[1]) > 80 && !/, 0\)$/.test(colour)));
    assert.deepEqual(light, []);
    await screenshot(page, "dark", { fullPage: true });
  },

  async "paper has the first rows, says how many more, and has no tools"() {
    const page = await open("series");
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    for (const css of [".contents", ".filter", ".more", ".slider", ".flame .tools"]) {
      assert.equal(await page.locator(`${css}:visible`).count(), 0, css);
    }
    const rows = await page.locator("#functions tbody tr").count();
    assert.ok(rows > 40);
    assert.equal((await shownNames(page, "functions")).length, 40);
    assert.ok(await page.getByText(`\u2026 and ${rows - 40} more row`).first().isVisible());
    assert.equal(await page.locator("details:not([open])").count(), 0);
    assert.ok((await page.pdf({ format: "A4" })).length > 20000);
  },

  async "headings are in order and ids are unique"() {
    for (const shape of kShapes) {
      const page = await open(shape);
      const levels = await page.$$eval("h1, h2, h3, h4", (all) => all.map((one) => Number(one.tagName[1])));
      levels.forEach((level, at) => assert.ok(at === 0 ? level === 1 : level <= levels[at - 1] + 1));
      const ids = await page.$$eval("[id]", (all) => all.map((one) => one.id));
      assert.equal(new Set(ids).size, ids.length);
    }
  },

  async "an audit of accessibility finds nothing serious"() {
    for (const shape of ["dump", "series", "empty"]) await assertAccessible(await open(shape));
    for (const shape of ["pair", "hostile"]) await assertAccessible(await open(shape, { colorScheme: "dark" }));
  },

  async "every page is valid HTML"() {
    for (const shape of kShapes) await assertValidHtml(made(shape).toString());
  },

  async "a large report stays below 3 MB and says what it folded"() {
    assert.ok(made("series", "100000").length < 3e6);
    const html = made("series", "200000");
    assert.ok(html.length < 3e6, `${html.length}`);
    assert.match(html.toString(), /smallest frames, below [\d.]+ \w+ each, stand put together/);
    assert.match(html.toString(), /\(\d+ smaller frames\)/);
    const page = await open(["series", "200000"]);
    assert.ok((await page.locator("#flame .frame").count()) > 100);
  },
};

runTests(tests);
