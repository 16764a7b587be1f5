// SPDX-License-Identifier: Apache-2.0
//
// What the browser tests share: pages in headless Chromium that must work from
// file:// without a console message or a request for anything else. CHROMIUM
// names the browser (default /usr/bin/chromium).
"use strict";

const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { HtmlValidate } = require("html-validate");
const { chromium } = require("playwright-core");

// A test program is run as: node TEST MAKE [SCREENSHOT_FOLDER]. MAKE writes what
// is to be tested to standard output, chosen by its arguments.
const [make, screenshots] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "browser-test-"));
let browser;

const made = (...shape) => execFileSync(make, shape, { maxBuffer: 1 << 28 });

// Writes what MAKE makes of `shape` and returns its file: URL.
function writePage(extension, ...shape) {
  const file = path.join(folder, `${shape.join("_")}.${extension}`);
  fs.writeFileSync(file, made(...shape));
  return `file://${file}`;
}

// Opens a page that fails the test on whatever it should not do. The script is
// ready when there is an element of `ready`.
async function openPage(url, { ready, ...options } = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  page.on("console", (message) => assert.fail(`console: ${message.text()}`));
  page.on("pageerror", (error) => assert.fail(`script: ${error.stack}`));
  page.on("request", (request) => assert.equal(request.url().split("#")[0], url.split("#")[0]));
  await page.goto(url);
  const hasScript = options.javaScriptEnabled !== false && (await page.locator("script").count()) > 0;
  if (ready && hasScript) await page.waitForSelector(ready);
  return page;
}

// A page that is not closed goes on to take its share of the processor until the test ends.
const closePage = (page) => page.context().close();

async function screenshot(page, name, options = {}) {
  if (screenshots) await page.screenshot({ path: path.join(screenshots, `${name}.png`), ...options });
}

// Fails on what an audit of accessibility finds serious.
async function assertAccessible(page) {
  await page.evaluate(fs.readFileSync(require.resolve("axe-core"), "utf8"));
  const { violations } = await page.evaluate(() => window.axe.run());
  const told = violations.map(({ id, impact, nodes }) =>
    `${impact} ${id}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`);
  assert.deepEqual(told.filter((one) => /^(serious|critical)/.test(one)), []);
}

async function assertValidHtml(html) {
  const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });
  const report = await validator.validateString(html);
  assert.deepEqual(report.results.flatMap((result) => result.messages), []);
}

function assertWellFormed(file) {
  execFileSync("xmllint", ["--noout", "--huge", "--nonet", file], { stdio: "pipe" });
}

// Runs each of `tests` by its name; a failure does not keep the others from it.
async function runTests(tests) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    const began = performance.now();
    const told = () => `${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`;
    try {
      await test();
      console.log(`ok    ${told()}`);
    } catch (error) {
      ++failed;
      console.log(`FAIL  ${told()}\n${error.stack}`);
    }
    for (const context of browser.contexts()) await context.close();
  }
  await browser.close();
  fs.rmSync(folder, { recursive: true });
  process.exitCode = failed === 0 ? 0 : 1;
}

module.exports = {
  assertAccessible, assertValidHtml, assertWellFormed, closePage, made, openPage, runTests, screenshot,
  writePage,
};
