// SPDX-License-Identifier: Apache-2.0
//
// Drives flame graphs in a real browser: node flame_test.js MAKE_FLAME
// [SCREENSHOT_DIRECTORY]. MAKE_FLAME is the program built from make_flame.cc;
// CHROMIUM names the browser (default /usr/bin/chromium). Every page must work
// from file:// without a console message or a request for anything else.
"use strict";

const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { chromium } = require("playwright-core");

const [makeFlame, screenshots] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "flame-test-"));
let browser;

function writeFlame(...shape) {
  const file = path.join(folder, `${shape.join("_")}.svg`);
  fs.writeFileSync(file, execFileSync(makeFlame, shape, { maxBuffer: 1 << 28 }));
  return `file://${file}`;
}

// Opens a page that fails the test on whatever it should not do.
async function open(url, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  page.on("console", (message) => assert.fail(`console: ${message.text()}`));
  page.on("pageerror", (error) => assert.fail(`script: ${error.stack}`));
  page.on("request", (request) => assert.equal(request.url().split("#")[0], url.split("#")[0]));
  await page.goto(url);
  return page;
}

const text = (page, selector) => page.textContent(selector);
const names = (page) => page.$$eval(".frame text", (all) => all.map((one) => one.textContent));
const isZoomed = (page) => page.$eval(".tools button:last-child", (button) => !button.disabled);

// The element of the first frame drawn with this name.
const frame = (page, name) => page.locator(".frame", { has: page.locator(`text="${name}"`) }).first();

// Where each frame is drawn, as much of its name as is, and its numbers.
const drawnFrames = (page) => page.$$eval(".frame", (all) => all.map((one) => ({
  sides: ["x", "y", "width", "height"].map((side) => Number(one.querySelector("rect").getAttribute(side))),
  name: one.querySelector("text")?.textContent,
  numbers: one.querySelector("title").textContent.split("\n")[1],
})));

async function screenshot(page, name) {
  if (screenshots) await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
}

const tests = {
  async "the script draws what the file shows"() {
    const viewport = { width: 1200, height: 800 };
    for (const shape of [["service", "3000"], ["names"]]) {
      const url = writeFlame(...shape);
      const fromFile = await drawnFrames(await open(url, { javaScriptEnabled: false, viewport }));
      const fromScript = await drawnFrames(await open(url, { viewport }));
      assert.equal(fromScript.length, fromFile.length);
      fromFile.forEach((row, at) => {
        row.sides.forEach((value, i) => assert.ok(Math.abs(value - fromScript[at].sides[i]) < 0.03, row.name));
        assert.equal(fromScript[at].name, row.name);
        assert.equal(fromScript[at].numbers, row.numbers);
      });
    }
  },

  async "errors of 100,000 frames are those in the file"() {
    const url = writeFlame("service", "100000");
    const viewport = { width: 1200, height: 800 };
    const still = await open(url, { javaScriptEnabled: false, viewport });
    const live = await open(url, { viewport });
    assert.match(await text(live, ".numbers"), / \u00b1 /);
    assert.equal(await text(live, ".numbers"), await text(still, ".numbers"));
    const numbersInFile = new Set((await drawnFrames(still)).map((one) => one.numbers));
    const fromScript = await drawnFrames(live);
    assert.ok(fromScript.length > 1000);
    fromScript.forEach((one) => assert.ok(numbersInFile.has(one.numbers), one.numbers));
  },

  async "a click zooms, an ancestor and the keys zoom out"() {
    const page = await open(writeFlame("service", "2000"));
    const before = await names(page);
    await page.locator(".frame").nth(4).click();
    assert.ok(await isZoomed(page));
    assert.match(page.url(), /#zoom=[0-9a-f]{16}$/);
    await frame(page, "main").click();
    await frame(page, "all").click();
    assert.deepEqual(await names(page), before);
    for (const key of ["Escape", "0"]) {
      await page.locator(".frame").nth(4).click();
      await page.keyboard.press(key);
      assert.deepEqual(await names(page), before);
    }
    await page.locator(".frame").nth(4).click();
    await page.click("button >> text=Whole graph");
    assert.ok(!(await isZoomed(page)));
  },

  async "back returns to the view before"() {
    const page = await open(writeFlame("service", "2000"));
    const before = await names(page);
    await page.locator(".frame").nth(5).click();
    const zoomed = await names(page);
    await page.goBack();
    assert.deepEqual(await names(page), before);
    await page.goForward();
    assert.deepEqual(await names(page), zoomed);
  },

  async "a search counts, highlights and steps"() {
    const page = await open(writeFlame("deep", "2000"));
    await page.keyboard.press("/");
    await page.keyboard.type("json::value");
    assert.equal(await text(page, ".status"), "2,001 frames, matched 75.0% (878.9 KiB)");
    assert.ok((await page.locator(".match").count()) >= 8);
    await page.click("button >> text=Aa");
    assert.equal(await text(page, ".status"), "no frame matches");
    await page.fill("input", "Value::a");
    assert.equal(await text(page, ".status"), "1 frame, matched 75.0% (878.9 KiB)");
    await page.keyboard.press("Enter");
    assert.equal(await text(page, ".status"), "frame 1 of 1, matched 75.0% (878.9 KiB)");
    assert.match(await text(page, ".what"), /allocate/);
    await page.fill("input", "(");
    assert.equal(await text(page, ".status"), "not a regular expression");
    await page.keyboard.press("Escape");
    assert.equal(await text(page, ".status"), "");
    assert.equal(await page.locator(".match").count(), 0);
  },

  async "Ctrl-F opens the search"() {
    const page = await open(writeFlame("service", "2000"));
    await page.keyboard.press("Control+f");
    assert.ok(await page.locator("input").isVisible());
    assert.ok(await page.$eval("input", (input) => input === document.activeElement));
  },

  async "a reload keeps zoom and search"() {
    const page = await open(writeFlame("service", "2000"));
    await page.locator(".frame").nth(4).click();
    await page.keyboard.press("/");
    await page.keyboard.type("rocksdb.*load");
    const [before, status] = [await names(page), await text(page, ".status")];
    await page.reload();
    assert.deepEqual(await names(page), before);
    assert.equal(await text(page, ".status"), status);
    assert.equal(await page.$eval("input", (input) => input.value), "rocksdb.*load");
  },

  async "arrow keys walk the frames"() {
    for (const [shape, inwards, outwards] of [["service", "ArrowDown", "ArrowUp"], ["flame", "ArrowUp", "ArrowDown"]]) {
      const page = await open(writeFlame(shape, "2000"));
      const focused = () => page.evaluate(() =>
        document.activeElement.querySelector("title").textContent.split("\n")[0]);
      await page.locator(".frame").first().focus();
      for (const name of ["_start", "main"]) {
        await page.keyboard.press(inwards);
        assert.equal(await focused(), name);
      }
      await page.keyboard.press(inwards);
      const first = await focused();
      await page.keyboard.press("ArrowRight");
      assert.notEqual(await focused(), first);
      await page.keyboard.press("ArrowLeft");
      assert.equal(await focused(), first);
      await page.keyboard.press("Enter");
      assert.ok(await isZoomed(page));
      assert.equal(await focused(), first);
      await page.keyboard.press(outwards);
      assert.equal(await focused(), "main");
    }
  },

  async "the pointer tells the details of a frame"() {
    const page = await open(writeFlame("service", "2000"));
    await frame(page, "main").hover();
    assert.equal(await text(page, ".what"), "main");
    assert.equal(await text(page, ".place"), "src/main.cc:31 \u00b7 inventory-service");
    assert.match(await text(page, ".numbers"),
      /^100.0% \u00b7 [\d.]+ MiB \u00b1 [\d.]+ MiB live, [\d,]+ objects \u00b7 .* allocated, .* self$/);
  },

  async "a deep stack folds, opens and zooms to its end"() {
    const page = await open(writeFlame("deep", "2000"));
    assert.ok(Number(await page.getAttribute("svg", "height")) < 800);
    await page.locator(".frame.run").click();
    assert.equal(await page.locator(".frame.deeper").count(), 1);
    await page.locator(".frame.deeper").click();
    assert.equal(await page.locator(".frame.run").count(), 2);
    await frame(page, "json::Value::allocate(unsigned long)").click();
    assert.equal(await page.locator(".frame.ancestor.run").count(), 1);
    assert.ok((await page.locator(".frame").count()) < 20);
  },

  async "a frame of 0.001 % is found and fills the page"() {
    const page = await open(writeFlame("needle"));
    assert.deepEqual(await names(page), ["all", "haystack"]);
    await page.keyboard.press("/");
    await page.keyboard.type("needle");
    await page.keyboard.press("Enter");
    assert.deepEqual(await names(page), ["all", "straw", "needle", "eye", "tip"]);
    assert.equal(await text(page, ".status"), "frame 1 of 1, matched 100.0% of this frame (9.8 KiB)");
    const width = await page.$eval(".frame:nth-child(4) rect", (rect) => rect.getAttribute("width"));
    assert.equal(Number(width), 748.8);
  },

  async "numbers beyond 2^53 stay exact"() {
    const page = await open(writeFlame("huge"));
    await page.locator(".frame").nth(2).hover();
    assert.match(await text(page, ".numbers"), / 2.0 EiB \u00b1 .* live, 1,152,921,504,606,846,983 objects/);
  },

  async "hostile names stay names"() {
    const page = await open(writeFlame("hostile"));
    await page.locator(".frame").nth(1).hover();
    const all = await page.$$eval(".frame title", (titles) => titles.map((title) => title.textContent.split("\n")[0]));
    assert.ok(all.includes("</script><script>alert(1)</script>"));
    assert.ok(all.includes("]]>") && all.includes("a\"b'c\\d&amp;e") && all.includes("__proto__"));
    assert.ok(all.includes(`${"x".repeat(10000)}::end`));
    assert.ok(all.every((name) => !/[\u0000-\u001f\u202a-\u202e\u2066-\u2069\u2028]/.test(name)));
  },

  async "text keeps its size when the window changes"() {
    const page = await open(writeFlame("service", "2000"));
    for (const width of [800, 1280, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      await page.waitForFunction((wanted) => document.documentElement.getAttribute("width") === String(wanted), width);
      const scale = await page.$eval("svg", (svg) => svg.getScreenCTM().a);
      assert.equal(scale, 1);
      await screenshot(page, `light-${width}`);
    }
  },

  async "the dark scheme has a dark page"() {
    const page = await open(writeFlame("service", "2000"), { colorScheme: "dark" });
    const fill = await page.$eval(".page", (rect) => getComputedStyle(rect).fill);
    assert.equal(fill, "rgb(22, 25, 29)");
    for (const width of [800, 1280, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      await screenshot(page, `dark-${width}`);
    }
  },

  async "an empty tree says so"() {
    const page = await open(writeFlame("empty"));
    assert.equal(await text(page, ".empty"), "no samples");
    await screenshot(page, "empty");
  },

  async "100,000 frames draw and zoom at once"() {
    const url = writeFlame("service", "100000");
    const bytes = fs.statSync(new URL(url)).size;
    const begin = Date.now();
    const page = await open(url);
    const openMs = Date.now() - begin;
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    const zoomMs = await page.evaluate(async () => {
      const start = performance.now();
      document.querySelectorAll(".frame")[5].dispatchEvent(new MouseEvent("click", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - start;
    });
    console.log(`  ${bytes} bytes, open ${openMs} ms, first paint ${Math.round(paint)} ms, zoom ${Math.round(zoomMs)} ms`);
    assert.ok(bytes < 2e6 && zoomMs < 1000);
    await page.goto(`${url}#zoom=0000000000000000`);
    assert.ok(!(await isZoomed(page)));
  },
};

async function run() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      console.log(`ok    ${name}`);
    } catch (error) {
      ++failed;
      console.log(`FAIL  ${name}\n${error.stack}`);
    }
  }
  await browser.close();
  fs.rmSync(folder, { recursive: true });
  process.exitCode = failed === 0 ? 0 : 1;
}

run();
