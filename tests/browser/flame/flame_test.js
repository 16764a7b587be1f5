// SPDX-License-Identifier: Apache-2.0
//
// Drives flame graphs in a real browser; make_flame.cc writes them.
"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const {
  assertAccessible, assertValidHtml, assertWellFormed, closePage, made, openPage, runTests, screenshot,
  writePage,
} = require("./browser.js");

const writeFlame = (...shape) => writePage(shape.includes("html") ? "html" : "svg", ...shape);
const open = (url, options = {}) => openPage(url, { ready: ".flame.scripted", ...options });

const text = (page, selector) => page.textContent(selector);
const names = (page) => page.$$eval(".frame text", (all) => all.map((one) => one.textContent));
const isZoomed = (page) => page.$eval(".tools button:last-child", (button) => !button.disabled);

// The element of the first frame drawn with this name.
const frame = (page, name) => page.locator(".frame", { has: page.locator(`text="${name}"`) }).first();

// Where each frame is drawn, as much of its name as is, and its numbers.
const drawnFrames = (page) => page.$$eval(".frame", (all) => all.map((one) => ({
  sides: ["x", "y", "width", "height"].map((side) => Number(one.querySelector("rect").getAttribute(side))),
  name: one.querySelector("text")?.textContent,
  numbers: one.querySelector("title")?.textContent.split("\n")[1],
  css: one.getAttribute("class"),
})));

// The same places, names, colours and, where the file tells them, numbers.
function assertSameFrames(fromScript, fromFile) {
  assert.equal(fromScript.length, fromFile.length);
  fromFile.forEach((row, at) => {
    row.sides.forEach((value, i) => assert.ok(Math.abs(value - fromScript[at].sides[i]) < 0.03, row.name));
    assert.equal(fromScript[at].name, row.name);
    assert.equal(fromScript[at].css, row.css);
    if (row.numbers !== undefined && !row.css.includes("run")) assert.equal(fromScript[at].numbers, row.numbers);
  });
}

// Chooses a value in the panel by the words of the label and of the value.
async function chooseView(page, label, words) {
  await page.keyboard.press("v");
  await page.locator(".panel label", { hasText: label }).locator("select").selectOption({ label: words });
  await page.keyboard.press("Escape");
}

const tests = {
  async "the script draws what the file shows"() {
    const viewport = { width: 1200, height: 800 };
    for (const shape of [["service", "3000"], ["names"], ["service", "3000", "change"], ["flame", "3000", "change", "reverse"],
      ["huge", "1", "change"], ["hostile", "1", "reverse"],
      ["service", "3000", "language"], ["service", "3000", "self", "name"], ["service", "3000", "total", "reverse"],
      ["service", "3000", "change", "self", "name"], ["service", "3000", "change", "recursion"], ["deep", "2000", "recursion"],
      ["service", "3000", "recursion", "reverse"], ["service", "3000", "recursion", "name", "language"],
      ["service", "3000", "series"], ["service", "3000", "series", "reverse", "recursion"], ["huge", "1", "series"]]) {
      const url = writeFlame(...shape);
      const still = await open(url, { javaScriptEnabled: false, viewport });
      const live = await open(url, { viewport });
      assertSameFrames(await drawnFrames(live), await drawnFrames(still));
      await closePage(still);
      await closePage(live);
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
    fromScript.filter((one) => one.sides[2] >= 10.1)
      .forEach((one) => assert.ok(numbersInFile.has(one.numbers), one.numbers));
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

  async "an address of something else is harmless"() {
    const url = writeFlame("service", "2000");
    const before = await names(await open(url));
    for (const hash of ["zoom=zz", "zoom=1&hide=.&only=x..&without=__proto__", "metric=constructor&colour=toString&sides=gone",
      "from=&layout=&sort=&fold=", `hide=${"1f.".repeat(5000)}`, "%zz&=&&zoom"]) {
      assert.deepEqual(await names(await open(`${url}#${hash}`)).then((all) => all.sort()), [...before].sort(), hash);
    }
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
      /^100.0% \u00b7 [\d.]+ MiB \u00b1 [\d.]+ MiB live, [\d,]+ objects of [\d.]+ KiB \u00b7 .* allocated, .* self$/);
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

  async "names of any script stay within their frames"() {
    const overflows = (page) => page.$$eval(".frame", (all) => all.map((one) => [one.querySelector("text"), one.querySelector("rect")])
      .filter(([text, rect]) => text !== null && text.getComputedTextLength() > Number(rect.getAttribute("width")) - 5)
      .map(([text]) => text.textContent));
    for (const shape of ["scripts", "names", "hostile"]) {
      const page = await open(writeFlame(shape));
      for (const width of [800, 1280, 2560]) {
        await page.setViewportSize({ width, height: 800 });
        await page.waitForFunction((wanted) => document.documentElement.getAttribute("width") === String(wanted), width);
        assert.deepEqual(await overflows(page), [], `${shape} ${width}`);
      }
      await screenshot(page, shape);
    }
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

  async "what is chosen draws what a file of it shows"() {
    const viewport = { width: 1200, height: 800 };
    const cases = [
      ["Stacks", "from the allocation outwards", ["inuse_space"], ["reverse"]],
      ["Count", "allocated objects", ["inuse_space"], ["alloc_objects"]],
      ["Stacks", "from main inwards", ["reverse"], ["inuse_space"]],
      ["Count", "live objects", ["change"], ["change", "inuse_objects"]],
      ["Stacks", "from the allocation outwards", ["change"], ["change", "reverse"]],
    ];
    for (const [label, words, from, to] of cases) {
      const page = await open(writeFlame("service", "3000", ...from), { viewport });
      await chooseView(page, label, words);
      const still = await open(writeFlame("service", "3000", ...to), { javaScriptEnabled: false, viewport });
      const places = (all) => all.map(({ numbers, ...place }) => place);
      assertSameFrames(places(await drawnFrames(page)), places(await drawnFrames(still)));
      assert.notEqual(new URL(page.url()).hash, "");
      const before = await drawnFrames(page);
      await page.reload();
      assert.deepEqual(await drawnFrames(page), before);
      await page.goBack();
    }
  },

  async "drawn frames nest and fill their callers"() {
    for (const shape of [["service", "3000", "inuse_space"], ["service", "3000", "change"]]) {
      const page = await open(writeFlame(...shape));
      for (const choice of [[], ["Stacks", "from the allocation outwards"], ["Order", "by name"], ["Recursion", "folded"]]) {
        if (choice.length > 0) await chooseView(page, ...choice);
        const rows = new Map();
        for (const { sides: [left, y, width] } of await drawnFrames(page)) {
          const row = rows.get(y) ?? [];
          rows.set(y, [...row, [left, left + width]]);
        }
        const tops = [...rows.keys()].sort((a, b) => a - b);
        assert.equal(rows.get(tops[0]).length, 1);
        for (let at = 0; at < tops.length; ++at) {
          const row = rows.get(tops[at]);
          row.forEach(([left, right], i) => {
            if (i > 0) assert.ok(left >= row[i - 1][1] - 0.02, "overlaps its neighbour");
            const isWithin = ([from, to]) => from <= left + 0.02 && to >= right - 0.02;
            if (at > 0) assert.ok(rows.get(tops[at - 1]).some(isWithin), "leaves its caller");
          });
        }
      }
    }
  },

  async "the menu hides, focuses and is undone"() {
    const page = await open(writeFlame("service", "2000", "inuse_space"));
    const before = await names(page);
    const total = await text(page, ".numbers");
    await frame(page, "main").click({ button: "right" });
    assert.equal(await page.locator(".menu button").count(), 6);
    await page.screenshot();
    await screenshot(page, "menu");
    await page.keyboard.press("Escape");
    assert.ok(!(await page.locator(".menu").isVisible()));
    await frame(page, "main").click({ button: "right" });
    await page.click(".menu button >> text=Hide it");
    assert.ok(!(await names(page)).includes("main"));
    assert.ok((await names(page)).includes("_start"));
    await page.locator(".frame").nth(3).focus();
    await page.keyboard.press("m");
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
    assert.equal(await page.locator(".chip").count(), 2);
    assert.notEqual(await text(page, ".numbers"), total);
    const chosen = await names(page);
    await page.reload();
    assert.deepEqual(await names(page), chosen);
    await page.locator(".chip").first().click();
    await page.locator(".chip").first().click();
    assert.deepEqual(await names(page), before);
    assert.ok(!page.url().includes("hide"));
  },

  async "crumbs lead back"() {
    const page = await open(writeFlame("service", "2000"));
    await page.locator(".frame").nth(9).click();
    const crumbs = await page.$$eval(".crumb", (all) => all.map((one) => one.textContent));
    assert.deepEqual(crumbs.slice(0, 1), ["all"]);
    assert.ok(crumbs.length >= 3);
    await screenshot(page, "zoomed");
    await page.locator(".crumb").first().click();
    assert.ok(!(await isZoomed(page)));
    assert.equal(await page.locator(".crumb").count(), 0);
  },

  async "recursion folds on request"() {
    const page = await open(writeFlame("deep", "2000"));
    await chooseView(page, "Recursion", "folded");
    assert.equal(await page.locator(".frame.run").count(), 0);
    assert.equal((await names(page)).filter((name) => /parse/.test(name)).length, 1);
    assert.match(page.url(), /fold=1/);
    assert.equal(await text(page, ".chip"), "recursion: folded \u00d7");
    await page.click(".chip");
    assert.equal(await page.locator(".frame.run").count(), 1);
  },

  async "colours follow the choice"() {
    const page = await open(writeFlame("service", "2000"));
    const legend = () => page.$$eval(".legend text", (all) => all.map((one) => one.textContent));
    const written = await legend();
    await chooseView(page, "Colour", "language");
    assert.deepEqual(await legend(), ["no name", "inlined"]);
    await chooseView(page, "Colour", "self");
    assert.ok((await page.locator(".frame.g1,.frame.g2,.frame.g3").count()) > 0);
    await chooseView(page, "Colour", "module");
    assert.deepEqual(await legend(), written);
  },

  async "snapshots of a series are switched, and keep their order"() {
    const page = await open(writeFlame("service", "2000", "series"));
    const shown = () => text(page, ".which");
    assert.equal(await shown(), "6 of 6");
    assert.equal(await text(page, ".subtitle"), "snapshot 6");
    const [last, numbers] = [await drawnFrames(page), await text(page, ".numbers")];
    assert.match(numbers, / \u00b7 [\d.]+ MiB \u2192 [\d.]+ MiB in 6 snapshots [_\u2581-\u2588]{6}$/);
    for (const [key, at] of [[",", 5], [",", 4], [".", 5], [",", 4], [",", 3], [",", 2], [",", 1], [",", 1]]) {
      await page.keyboard.press(key);
      assert.equal(await shown(), `${at} of 6`);
      assert.equal(await text(page, ".subtitle"), `snapshot ${at}`);
    }
    assert.match(page.url(), /#snapshot=1$/);
    const first = await drawnFrames(page);
    assert.notDeepEqual(first, last);
    const order = (all) => all.filter(({ sides }) => sides[1] === last[3].sides[1]).map(({ name }) => name).filter(Boolean);
    const both = order(first).filter((name) => order(last).includes(name));
    assert.ok(both.length > 1);
    assert.deepEqual(order(last).filter((name) => both.includes(name)), both);
    await page.reload();
    assert.deepEqual(await drawnFrames(page), first);
    await page.locator(".tools input[type=range]").focus();
    await page.keyboard.press("End");
    assert.deepEqual(await drawnFrames(page), last);
    assert.equal(await text(page, ".numbers"), numbers);
    await chooseView(page, "Snapshot", "3 \u00b7 jeprof.out.301.2.heap");
    assert.equal(await shown(), "3 of 6");
    await screenshot(page, "series");
  },

  async "each snapshot is drawn as a file of it alone has it"() {
    const viewport = { width: 1200, height: 800 };
    const page = await open(writeFlame("service", "1000", "series"), { viewport });
    for (let at = 6; at >= 1; --at, await page.keyboard.press(",")) {
      const alone = await open(writeFlame("service", "1000", `only${at}`), { viewport });
      await chooseView(alone, "Order", "by name");
      await chooseView(page, "Order", "by name");
      const frames = (all) => all.map(({ sides, name, numbers }) => [sides, name, numbers]);
      const withoutErrors = ([sides, name, numbers]) => [sides, name, numbers?.replace(/ \u00b1 [^,]*/g, "")];
      assert.deepEqual(frames(await drawnFrames(page)).map(withoutErrors), frames(await drawnFrames(alone)).map(withoutErrors));
      await chooseView(page, "Order", "by size");
    }
  },

  async "a zoomed frame that a snapshot lacks stays zoomed"() {
    const page = await open(writeFlame("service", "300", "series"));
    const seen = [];
    for (let at = 6; at >= 1; --at) {
      await page.evaluate((hash) => (location.hash = hash), `snapshot=${at}`);
      await page.waitForFunction((wanted) => document.querySelector(".which").textContent === wanted, `${at} of 6`);
      await page.locator(".frame").last().click();
      const [name] = (await text(page, ".what")).split("(");
      for (const key of [...",,,,,", ...".....".split("")]) {
        await page.keyboard.press(key);
        assert.ok(await isZoomed(page));
        assert.equal((await text(page, ".what")).split("(")[0], name);
        seen.push((await text(page, ".numbers")).startsWith("0.0%"));
      }
      for (const walk of ["ArrowDown", "ArrowUp", "ArrowLeft", "Home", "m", "Escape"]) await page.keyboard.press(walk);
    }
    assert.ok(seen.includes(true) && seen.includes(false), `${seen}`);
  },

  async "the panel opens below the tools, wherever the page is"() {
    const page = await open(writeFlame("flame", "2000"));
    assert.ok((await page.evaluate(() => window.scrollY)) > 0);
    await page.keyboard.press("v");
    const [panel, tools] = [await page.locator(".panel").boundingBox(), await page.locator(".tools").boundingBox()];
    assert.ok(panel.y >= tools.y && panel.y < tools.y + 60, `${panel.y} ${tools.y}`);
    await page.keyboard.press("Escape");
    assert.ok(!(await page.locator(".panel").isVisible()));
  },

  async "a change tells both sides"() {
    const page = await open(writeFlame("service", "2000", "change"));
    assert.match(await text(page, ".numbers"),
      /^(grown|within noise) \+[\d.]+% \u00b7 [\d.]+ MiB \u2192 [\d.]+ MiB, \+[\d.]+ MiB \u00b1 [\d.]+ MiB \([\d.]+\u03c3\) \u00b7 [\d,]+ objects \u2192 [\d,]+ objects \u00b7 0 B self$/);
    for (const css of ["dn", "dg", "d0"]) assert.ok((await page.locator(`.frame.${css}`).count()) > 0, css);
    for (const width of [800, 1280, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      await screenshot(page, `change-${width}`);
    }
    assert.ok((await page.locator(".frame.dg").count()) > 0);
    await chooseView(page, "Width", "before");
    assert.equal(await page.locator(".frame.dn").count(), 0);
    await chooseView(page, "Width", "after");
    assert.equal(await page.locator(".frame.dg").count(), 0);
    await chooseView(page, "Width", "what is gone");
    assert.ok((await page.locator(".frame.dg").count()) > 0);
    assert.equal(await page.locator(".frame.dn").count(), 0);
    await page.keyboard.press("v");
    await screenshot(page, "panel");
    await page.click("text=First view");
    assert.ok((await page.locator(".frame.dn").count()) > 0);
    const dark = await open(writeFlame("service", "2000", "change"), { colorScheme: "dark" });
    await screenshot(dark, "change-dark");
  },

  async "a page of HTML does the same"() {
    const page = await open(writeFlame("service", "2000", "html"));
    assert.equal(await page.title(), "Live bytes of inventory-service");
    await frame(page, "main").click();
    assert.ok(await isZoomed(page));
    await page.reload();
    assert.ok(await isZoomed(page));
    await screenshot(page, "html");
  },

  async "an audit of accessibility finds nothing serious"() {
    for (const [shape, options] of [[["service", "2000", "html"], {}], [["service", "2000", "change", "html"], { colorScheme: "dark" }]]) {
      const page = await open(writeFlame(...shape), options);
      await page.keyboard.press("/");
      await page.keyboard.type("load");
      await page.keyboard.press("Escape");
      await page.locator(".frame").nth(6).click();
      await page.keyboard.press("v");
      await assertAccessible(page);
    }
  },

  async "an audit of the SVG alone finds nothing serious"() {
    const page = await open(writeFlame("service", "1000", "series"), { reducedMotion: "reduce" });
    await page.keyboard.press("v");
    await assertAccessible(page);
    await page.keyboard.press("Escape");
    const tree = await page.$$eval("[role=tree] > [role=treeitem]", (all) => all.map((one) => Number(one.getAttribute("aria-level"))));
    assert.ok(tree.length > 100 && tree[0] === 1 && tree[1] === 2);
    assert.equal(await page.locator("[role=treeitem][tabindex='0']").count(), 1);
  },

  async "the keyboard shows where it is"() {
    const page = await open(writeFlame("service", "2000"));
    await page.locator(".frame").nth(3).focus();
    await page.keyboard.press("ArrowDown");
    const [cursor, focused] = [await page.locator(".cursor").boundingBox(),
      await page.evaluate(() => document.activeElement.querySelector("rect").getBoundingClientRect().toJSON())];
    assert.ok(cursor.x >= focused.x && cursor.x + cursor.width <= focused.right && cursor.y >= focused.y - 1);
    for (const tool of ["Search", "View"]) {
      await page.locator(".tools button", { hasText: tool }).focus();
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Tab");
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      assert.equal(outline, "solid");
    }
  },

  async "every file is well-formed XML"() {
    for (const shape of [["service", "500", "series"], ["scripts"], ["hostile"], ["hostile", "1", "change"], ["names"], ["deep"], ["huge"], ["empty"]]) {
      assertWellFormed(new URL(writeFlame(...shape)).pathname);
    }
  },

  async "every page is valid HTML"() {
    for (const shape of [["hostile", "1", "html"], ["service", "500", "change", "html"]]) {
      await assertValidHtml(made(...shape).toString());
    }
  },

  async "the same input gives the same bytes"() {
    const draw = () => made("service", "5000", "change");
    assert.ok(draw().equals(draw()));
  },

  async "paper shows the frames alone"() {
    const page = await open(writeFlame("service", "2000"));
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.locator(".tools").isVisible()));
    assert.ok(await page.locator(".legend").isVisible());
  },

  async "paper tells the whole of a zoomed picture"() {
    const page = await open(writeFlame("service", "2000"));
    await page.locator(".frame").nth(8).click();
    assert.ok(await isZoomed(page));
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(".subtitle").isVisible());
  },

  async "what has no room is left out, never cut in the middle"() {
    for (const width of [560, 800, 1280]) {
      const page = await open(writeFlame("service", "1000", "series"), { viewport: { width, height: 800 } });
      for (const css of [".note", ".numbers", ".subtitle"]) {
        assert.doesNotMatch(await text(page, css), /\u2026/, `${css} at ${width}`);
        const right = await page.$eval(css, (one) => one.getBoundingClientRect().right);
        assert.ok(right <= width, `${css} at ${width}: ${right}`);
      }
      assert.match(await text(page, ".note"), /^click or Enter: zoom \u00b7 0 or Esc: whole graph/);
    }
  },

  async "dark frames stand out from the page, and their text from them"() {
    const page = await open(writeFlame("service", "500"), { colorScheme: "dark" });
    const colours = await page.evaluate(() => {
      const codes = [...Array(27).keys()].map((at) => `s${at}`);
      codes.push("l1", "l2", "l3", "l4", "l5", "g1", "g2", "g3", "g4", "k1", "k2", "k3", "k4", "d0", "dn", "dg", "root");
      const svg = document.querySelector(".flame");
      return codes.map((code) => {
        const rect = svg.querySelector(".frames rect").cloneNode();
        rect.setAttribute("class", code);
        svg.append(rect);
        return [code, getComputedStyle(rect).fill];
      });
    });
    const luminance = (colour) => {
      const [r, g, b] = colour.match(/\d+/g).map((one) => one / 255)
        .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    for (const [code, colour] of colours) {
      assert.ok(luminance(colour) / luminance("rgb(22, 25, 29)") >= 1.6, `${code} on the page`);
      assert.ok(luminance("rgb(230, 233, 237)") / luminance(colour) >= 4.5, `text on ${code}`);
    }
  },

  async "100,000 frames draw and zoom at once"() {
    const url = writeFlame("service", "100000");
    const bytes = fs.statSync(new URL(url)).size;
    const begin = Date.now();
    const page = await open(url);
    const openMs = Date.now() - begin;
    const painted = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    const paint = await (await page.waitForFunction(painted)).jsonValue();
    const zoomMs = await page.evaluate(async () => {
      const start = performance.now();
      document.querySelectorAll(".frame")[5].dispatchEvent(new MouseEvent("click", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - start;
    });
    console.log(`  ${bytes} bytes, open ${openMs} ms, first paint ${Math.round(paint)} ms, zoom ${Math.round(zoomMs)} ms`);
    assert.ok(bytes < 1.5e6 && paint < 1000 && zoomMs < 1000);
    await page.goto(`${url}#zoom=0000000000000000`);
    assert.ok(!(await isZoomed(page)));
  },
};

runTests(tests);
