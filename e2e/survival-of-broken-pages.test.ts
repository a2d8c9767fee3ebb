import * as fc from "fast-check";
import type { Browser } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Change } from "../model/change.ts";
import { changeId } from "../model/change-id.ts";
import { checkConfiguration, emptyConfiguration } from "../model/configuration.ts";
import { Rule } from "../model/rule.ts";
import { anyEdit } from "../worker/testing/any-edit.ts";
import { brokenPage } from "../worker/testing/broken-page.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page as shopPage, startOrigin } from "./testing/origin.ts";

const selectors = [
  "p",
  "li",
  "div",
  "a",
  "h1",
  "section",
  "body",
  "img",
  ".card",
  "[class]",
  "td",
  ".card > div",
];
const howMany = 120;
/** Side by side in the frames of a page. */
const batch = 30;
/** A look at a page that has loaded is taken for the last time after 5 s. */
const settledMs = 8000;

/** Pages that no script of the shop's touches, and what a rule changes on each. */
const cases = fc
  .sample(fc.tuple(brokenPage, fc.array(anyEdit(selectors), { minLength: 1, maxLength: 4 })), {
    numRuns: howMany,
    seed: 20_261_122,
  })
  .map(([page, edits], index) => ({
    path: `/page-${index}`,
    html: withoutScripts(Buffer.from(page).toString("latin1")),
    changes: edits.flatMap((edit, nth) => {
      // No two of them put the very same on a page.
      const distinct: unknown = JSON.parse(JSON.stringify(edit).replaceAll("~", `~${nth}`));
      const checked = v.safeParse(Change, distinct);
      return checked.success && canBePublished(checked.output) ? [checked.output] : [];
    }),
  }))
  .filter(({ changes }) => changes.length > 0);

function canBePublished(change: Change): boolean {
  return checkConfiguration({ ...emptyConfiguration, rules: [ruleFor("/", [change])] }).ok;
}

function ruleFor(path: string, changes: Change[]): Rule {
  const id = `rule-${path.slice(1)}`;
  const rule = { id, name: id, on: true, pages: [path], condition: {}, priority: 10 };
  return v.parse(Rule, { ...rule, variants: [{ id: "a", changes }] });
}

/** Nor does such a page end in the middle of a tag, where nothing could be put at its end. */
function withoutScripts(page: string): Buffer {
  return Buffer.from(page.replaceAll(/<script/gi, "<s-cript").replace(/<[^>]*$/, ""), "latin1");
}

let origin: Origin;
let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  origin = await startOrigin({
    ...Object.fromEntries(cases.map(({ path, html }) => [path, shopPage(html)])),
    "/frames": shopPage("<!doctype html><title>Frames</title><body>"),
  });
  const rules = cases.map(({ path, changes }) => ruleFor(path, changes));
  [edge, browser] = await Promise.all([
    startEdge({ origin: origin.url, configuration: { rules } }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await origin?.close();
});

it("nothing is made again on pages that no script touches, however broken they are", async () => {
  const { context } = await newVisitor(browser);
  const alarms: unknown[] = [];
  const seen = new Set<unknown>();
  context.on("request", (request) => {
    if (!request.url().endsWith("/_ew/e")) return;
    const { events } = JSON.parse(request.postData() ?? "{}") as {
      events: { name: string; params: Record<string, unknown> }[];
    };
    for (const { name, params } of events) {
      if (name === "ew_exposed") seen.add(params["rule"]);
      else if (name.startsWith("ew_")) {
        const found = cases.find(({ path }) => `rule-${path.slice(1)}` === params["rule"]);
        alarms.push({
          name,
          params,
          change: found?.changes.find((each) => changeId(each) === params["change"]),
          path: found?.path,
        });
      }
    }
  });
  const batches = Array.from({ length: Math.ceil(cases.length / batch) }, (_, nth) =>
    cases.slice(nth * batch, (nth + 1) * batch).map(({ path }) => path),
  );
  await Promise.all(
    batches.map(async (paths) => {
      const page = await context.newPage();
      await page.goto(`http://${shopHost}:${edge.port}/frames`);
      await page.evaluate(async (addresses) => {
        const frames = addresses.map((address) =>
          Object.assign(document.createElement("iframe"), { src: address }),
        );
        const loaded = frames.map(
          (frame) => new Promise((resolve) => frame.addEventListener("load", resolve)),
        );
        document.body.append(...frames);
        await Promise.all(loaded);
      }, paths);
      await page.waitForTimeout(settledMs);
      await page.goto("about:blank");
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(alarms).toEqual([]);
  expect(seen.size).toBeGreaterThan(20);
  await context.close();
});
