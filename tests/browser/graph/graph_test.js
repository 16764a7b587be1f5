// SPDX-License-Identifier: Apache-2.0
//
// Drives call graphs in a real browser; make_graph.cc writes them.
"use strict";

const assert = require("node:assert/strict");
const {
  assertAccessible, assertValidHtml, assertWellFormed, made, openPage, runTests, screenshot, writePage,
} = require("./browser.js");

const writeGraph = (shape) => writePage(shape.endsWith("page") ? "html" : "svg", shape);
const open = openPage;

const node = (page, name) => page.locator(".node", { has: page.locator(`text >> text=${name}`) }).first();
const extent = (page) => page.textContent(".extent");
const transform = (page) => page.getAttribute(".view", "transform");
const scale = async (page) => Number(/scale\(([\d.]+)\)/.exec(await transform(page))[1]);
const namesOf = (page, selector) => page.$$eval(selector, (all) =>
  all.map((one) => one.querySelector("title").textContent.split("\n")[0]).sort());
const away = (page) => namesOf(page, ".node.away");

const kServe = "app::Server::serve(app::Request const&)";
const kArena = "rocksdb::Arena::AllocateNewBlock(unsigned long)";

const tests = {
  async "the picture reads without scripts"() {
    const page = await open(writeGraph("service"), { javaScriptEnabled: false });
    assert.equal(await page.locator(".node").count(), 5);
    assert.equal(await page.locator(".edge").count(), 6);
    assert.equal(await extent(page), "5 of 17 functions, 6 calls; dashed: through functions left out");
    assert.equal(await page.$eval("svg", (svg) => svg.getScreenCTM().a), 1);
  },

  async "texts fit their boxes and boxes their picture"() {
    for (const shape of ["service", "wide", "hostile", "change"]) {
      const page = await open(writeGraph(shape), { javaScriptEnabled: false });
      const wide = await page.$$eval(".node", (all) => all.flatMap((one) => {
        const box = one.querySelector("rect").getBBox();
        return [...one.querySelectorAll("text")].filter((text) => text.getBBox().width > box.width - 2)
          .map((text) => text.textContent);
      }));
      assert.deepEqual(wide, [], shape);
    }
  },

  async "pointing shows callers and callees"() {
    const page = await open(writeGraph("service"));
    await node(page, "app::log").hover();
    assert.deepEqual(await namesOf(page, ".node.lit"), [kServe, "app::log"].sort());
    assert.equal(await page.locator(".edge.caller").count(), 1);
    assert.equal(await page.locator(".edge.callee").count(), 1);
    assert.match(await extent(page), /^app::logself 48.8 KiB \(5.0%\).*callers 1callees 1$/);
    await page.mouse.move(5, 700);
    assert.equal(await page.locator(".lit").count(), 0);
    assert.match(await extent(page), /^5 of 17 functions/);
  },

  async "a click shows what is connected, Escape all"() {
    const page = await open(writeGraph("service"));
    await node(page, "json::parse").click();
    assert.deepEqual(await away(page), [kServe, kArena, "app::log"].sort());
    assert.equal(await page.locator(".edge:not(.away)").count(), 1);
    await page.reload();
    assert.equal((await away(page)).length, 3);
    await page.keyboard.press("Escape");
    assert.deepEqual(await away(page), []);
    assert.ok(!page.url().includes("focus"));
  },

  async "wheel, keys and buttons zoom, dragging moves"() {
    const page = await open(writeGraph("wide"));
    const first = await scale(page);
    await page.mouse.move(640, 400);
    await page.mouse.wheel(0, -400);
    await page.waitForFunction((old) => !document.querySelector(".view").getAttribute("transform").includes(`(${old})`), first);
    const larger = await scale(page);
    assert.ok(larger > first);
    await page.keyboard.press("-");
    assert.ok((await scale(page)) < larger);
    await page.click("button >> text=+");
    assert.ok(Math.abs((await scale(page)) - larger) < 1e-6);
    const before = await transform(page);
    await page.mouse.move(640, 400);
    await page.mouse.down();
    await page.mouse.move(700, 450, { steps: 4 });
    await page.mouse.up();
    assert.notEqual(await transform(page), before);
    assert.deepEqual(await away(page), [], "dragging is no click");
    await page.click("button >> text=Whole graph");
    const box = await page.$eval(".nodes", (nodes) => nodes.getBoundingClientRect().toJSON());
    assert.ok(box.left >= 0 && box.right <= 1280 && box.top >= 80 && box.bottom <= 800, JSON.stringify(box));
  },

  async "the search counts and marks"() {
    const page = await open(writeGraph("service"));
    await page.keyboard.press("/");
    await page.keyboard.type("app::");
    assert.match(await extent(page), /2 functions match$/);
    assert.deepEqual(await namesOf(page, ".node.match"), [kServe, "app::log"].sort());
    await page.keyboard.type("(");
    assert.equal(await page.getAttribute("input", "aria-invalid"), "true");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".match").count(), 0);
  },

  async "a change within noise is grey and says so"() {
    const page = await open(writeGraph("change"));
    assert.equal(await node(page, "waver").locator("rect").getAttribute("class"), "n0");
    assert.equal(await node(page, "waver").getAttribute("class"), "node");
    assert.equal(await node(page, "grow").locator("rect").getAttribute("class"), "g4");
    assert.equal(await node(page, "shrink").locator("rect").getAttribute("class"), "s2");
    assert.match(await node(page, "waver").getAttribute("aria-label"), /self -160 B \(-16\.0%\) ± 100 B, within noise/);
    const widths = await page.$$eval(".edge .line", (all) => all.map((one) => Number(one.getAttribute("stroke-width"))));
    assert.ok(widths[2] < widths[1] && widths[1] < widths[0], String(widths));
  },

  async "the first view shows what holds most, the button all"() {
    for (const [width, height] of [[800, 700], [1280, 900], [2560, 900]]) {
      for (const shape of ["deep", "deep-page", "wide"]) {
        const page = await open(writeGraph(shape));
        await page.setViewportSize({ width, height });
        await page.reload();
        const frame = await page.$eval("svg", (svg) => svg.getBoundingClientRect().toJSON());
        const box = await page.$eval("[data-heaviest] rect", (rect) => rect.getBoundingClientRect().toJSON());
        const seen = `${shape} ${width}: ${JSON.stringify(box)}`;
        assert.ok(box.left >= frame.left && box.right <= frame.right, seen);
        assert.ok(box.top >= frame.top + 100 && box.bottom <= frame.bottom, seen);
        assert.ok((await scale(page)) >= 0.75, seen);
        const cut = await page.$$eval(".node rect", (rects, edges) => rects
          .map((rect) => rect.getBoundingClientRect())
          .filter(({ left, right }) => right > 0 && left < edges.right)
          .filter(({ top, bottom }) => edges.down.some((edge) => top < edge && bottom > edge)).length,
        { right: frame.right, down: [frame.top + 102, frame.bottom] });
        assert.equal(cut, 0, seen);
        await screenshot(page, `first-${shape}-${width}`);
        const goesOn = () => page.$eval("svg", (svg) => svg.classList.contains("goes-on"));
        await page.click("button >> text=Whole graph");
        const all = await page.$eval(".nodes", (nodes) => nodes.getBoundingClientRect().toJSON());
        assert.ok(all.top >= frame.top + 80 && all.bottom <= frame.bottom && all.left >= frame.left, seen);
        assert.equal(await goesOn(), false);
      }
    }
    const page = await open(writeGraph("deep-page"));
    await page.keyboard.press("Tab");
    await page.locator(".node").first().focus();
    assert.ok(await page.$eval("svg", (svg) => svg.classList.contains("goes-on")), "more below the frame");
  },

  async "a focus says whose numbers it shows"() {
    const page = await open(writeGraph("service"));
    assert.doesNotMatch(await extent(page), /whole profile/);
    await node(page, "json::parse").click();
    assert.match(await extent(page), /numbers are those of the whole profile$/);
    await page.keyboard.press("Escape");
    await page.mouse.move(5, 700);
    assert.doesNotMatch(await extent(page), /whole profile/);
  },

  async "texts of the head end within the window"() {
    for (const width of [500, 800, 1280, 2560]) {
      const page = await open(writeGraph("deep"));
      await page.setViewportSize({ width, height: 900 });
      await page.locator("[data-heaviest]").click();
      await page.mouse.move(1, 899);  // off the box that the focus moved below the pointer
      for (const selector of [".extent", ".title", ".subtitle"]) {
        const right = await page.$eval(`.head ${selector}`, (text) => text.getBoundingClientRect().right);
        assert.ok(right <= width, `${selector} ${right} of ${width}`);
      }
      const told = await extent(page);
      assert.match(told, /^app::n+(\u2026n*)?::hold/);
      assert.match(told, /callers 1callees 0.*of the whole profile$/);
      if (width >= 800) assert.match(told, /self 878\.9 KiB .*with callees 878\.9 KiB \(100\.0%\).*app/);
      const title = await page.textContent(".head .title");
      assert.ok(title.startsWith("jeprof") && title.endsWith("KiB"), title);
      await screenshot(page, `told-${width}`);
    }
  },

  async "the keyboard walks along calls"() {
    const page = await open(writeGraph("service"));
    const focused = () => page.evaluate(() => document.activeElement.querySelector("title").textContent.split("\n")[0]);
    await page.locator(".node").first().focus();
    assert.equal(await focused(), "main");
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), kServe);
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), kArena);
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(), kServe);
    await page.keyboard.press("Enter");
    assert.deepEqual(await away(page), ["json::parse"]);
    assert.match(await page.getAttribute(".node >> nth=1", "aria-label"), /^app::Server::serve.*self 97.7 KiB/);
  },

  async "hostile names stay names"() {
    const page = await open(writeGraph("hostile"));
    const all = await namesOf(page, ".node");
    assert.ok(all.includes("</script><script>alert(1)</script>"));
    assert.ok(all.includes("]]>") && all.includes("a\"b'c\\d&amp;e") && all.includes("__proto__"));
    assert.ok(all.every((name) => !/[\u0000-\u001f\u202a-\u202e\u2066-\u2069\u2028]/.test(name)));
    await node(page, "__proto__").click();
    assert.ok((await away(page)).length > 0);
  },

  async "themes and sizes"() {
    for (const colorScheme of ["light", "dark"]) {
      for (const shape of ["service", "change"]) {
        const page = await open(writeGraph(shape), { colorScheme });
        const fill = await page.$eval(".page", (rect) => getComputedStyle(rect).fill);
        assert.equal(fill, colorScheme === "dark" ? "rgb(22, 25, 29)" : "rgb(255, 255, 255)");
        for (const width of [800, 1280, 2560]) {
          await page.setViewportSize({ width, height: 800 });
          await screenshot(page, `${shape}-${colorScheme}-${width}`);
        }
      }
    }
  },

  async "paper has the picture of the file"() {
    const page = await open(writeGraph("service"));
    const width = await page.evaluate(() => {
      window.dispatchEvent(new Event("beforeprint"));
      return document.documentElement.getAttribute("viewBox");
    });
    assert.match(width, /^0 0 \d+/);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    assert.equal(await page.getAttribute("svg", "viewBox"), null);
  },

  async "within a page it leaves wheel and keys to the page"() {
    const page = await open(writeGraph("page"));
    const before = await transform(page);
    await page.mouse.move(640, 300);
    await page.mouse.wheel(0, 50);
    await page.keyboard.press("-");
    await page.keyboard.press("ArrowDown");
    assert.equal(await transform(page), before);
    await node(page, "json::parse").click();
    assert.equal((await away(page)).length, 3);
    assert.ok(!page.url().includes("#"));
    await page.click("button >> text=Whole graph");
    assert.deepEqual(await away(page), []);
    await screenshot(page, "page");
  },

  async "an audit of accessibility finds nothing serious"() {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(writeGraph("page"), { colorScheme });
      await assertAccessible(page);
      await node(page, "json::parse").click();
      await assertAccessible(page);
    }
  },

  async "every file is well-formed, every page valid"() {
    for (const shape of ["service", "wide", "hostile", "change", "deep", "empty"]) {
      assertWellFormed(new URL(writeGraph(shape)).pathname);
    }
    await assertValidHtml(made("page").toString());
  },

  async "the same input gives the same bytes"() {
    assert.ok(made("wide").equals(made("wide")));
  },

  async "an empty graph says so"() {
    const page = await open(writeGraph("empty"));
    assert.equal(await page.textContent(".empty"), "no samples");
  },
};

runTests(tests);
