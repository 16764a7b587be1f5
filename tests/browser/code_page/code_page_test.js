// SPDX-License-Identifier: Apache-2.0
//
// Drives pages of annotated source in a real browser; make_code_page.cc writes them.
"use strict";

const assert = require("node:assert/strict");
const {
  assertAccessible, assertValidHtml, made, openPage, runTests, screenshot, writePage,
} = require("./browser.js");

const open = (shape, options = {}) =>
  openPage(writePage("html", shape), { ready: "body.scripted", ...options });

const kShapes = ["cache", "hostile", "bare", "empty"];
const opened = (page) => page.locator("details[open]").count();
const line = (page, number) => page.locator("summary", { hasText: `line ${number}();` });

const tests = {
  async "a line opens to its instructions"() {
    const page = await open("cache");
    const instruction = page.locator("#f0 .asm .row").nth(3);
    assert.ok(!(await instruction.isVisible()));
    await line(page, 15).click();
    assert.ok(await instruction.isVisible());
    assert.match(await instruction.textContent(), /1\.0 MiB.*123f.*callq 0x1100 <malloc@plt>/);
    await line(page, 15).click();
    assert.ok(!(await instruction.isVisible()));
    await screenshot(page, "code_page");
  },

  async "a line opens by keyboard, in the order of the lines"() {
    const page = await open("cache");
    await line(page, 15).focus();
    await page.keyboard.press("Enter");
    assert.equal(await opened(page), 1);
    await page.keyboard.press("Tab");
    assert.match(await page.evaluate(() => document.activeElement.textContent), /line 16/);
    await page.keyboard.press("Space");
    assert.equal(await opened(page), 2);
  },

  async "a line without code does not open"() {
    const page = await open("cache");
    assert.equal(await line(page, 19).count(), 0);
    assert.equal(await page.locator(".row", { hasText: "line 19();" }).count(), 1);
  },

  async "buttons open and close many lines"() {
    const page = await open("cache");
    await page.click("#open-holding");
    assert.equal(await opened(page), 2);
    await page.click("#open-all");
    assert.equal(await opened(page), 14);
    await page.click("#close-all");
    assert.equal(await opened(page), 0);
  },

  async "the page works without scripts"() {
    const page = await open("cache", { javaScriptEnabled: false });
    assert.ok(!(await page.locator("#open-all").isVisible()));
    await line(page, 15).click();
    assert.equal(await opened(page), 1);
  },

  async "the list of functions leads to each"() {
    const page = await open("cache");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.click("nav a[href='#f1']");
    assert.match(page.url(), /#f1$/);
  },

  async "code without lines is shown at once"() {
    const page = await open("bare");
    assert.ok(await page.locator("#f0 .asm .row").first().isVisible());
    assert.match(await page.locator("#f0").textContent(), /their lines are not known/);
  },

  async "names and code are text"() {
    const page = await open("hostile");
    assert.equal(await page.locator("script").count(), 1);
    assert.equal(await page.locator("img").count(), 0);
    assert.match(await page.locator("#f0 h2").textContent(), /<script>/);
    assert.equal(await page.title(), "</title><script>alert(3)</script>");
  },

  async "columns line up"() {
    const page = await open("cache");
    await page.click("#open-holding");
    const lefts = await page.$$eval("#f0 .row > .text", (all) =>
      [...new Set(all.map((one) => Math.round(one.getBoundingClientRect().left)))]);
    assert.ok(Math.max(...lefts) - Math.min(...lefts) <= 4, String(lefts));
  },

  async "pages are accessible, in light and dark"() {
    for (const colorScheme of ["light", "dark"]) {
      for (const shape of kShapes) {
        const page = await open(shape, { colorScheme });
        if (shape === "cache") await page.click("#open-all");
        await assertAccessible(page);
        await screenshot(page, `code_page_${shape}_${colorScheme}`);
        await page.close();
      }
    }
  },

  async "pages are valid HTML"() {
    for (const shape of kShapes) await assertValidHtml(made(shape).toString());
  },

  async "a narrow window scrolls the code, not the page"() {
    const page = await open("cache", { viewport: { width: 400, height: 700 } });
    await page.click("#open-all");
    const { page: wide, window: width } = await page.evaluate(() => (
      { page: document.documentElement.scrollWidth, window: innerWidth }));
    assert.ok(wide <= width, `${wide} > ${width}`);
  },
};

runTests(tests);
