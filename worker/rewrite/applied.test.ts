import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { AppliedRule } from "../../model/applied-change.ts";
import { compileBundle } from "../../model/bundle.ts";
import { Change } from "../../model/change.ts";
import { changeId } from "../../model/change-id.ts";
import { emptyConfiguration } from "../../model/configuration.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { nothingRemembered } from "../../model/rule-memory.ts";
import { compileRules } from "../decide/compile-rules.ts";
import { decide } from "../decide/decide.ts";
import { ruleWith, siteWith } from "../testing/shop.ts";
import { appliedJson } from "./applied.ts";
import { rewritePage } from "./rewrite.ts";

const facts = { behaviour: { nowMs: 0, sessionStartedAtMs: 0, timesMs: {} } };
const reader = { facts, languages: [] };

/** What the page path hands out for rules, each with its changes. */
function applied(...changesOfRules: Change[][]) {
  const rules = changesOfRules.map((changes, index) =>
    ruleWith({ id: `rule-${index}`, priority: 100 - index, changes }),
  );
  const configuration = {
    ...emptyConfiguration,
    rules,
    offers: [offerWith({ id: "gift", headline: "A <gift> & 'more' \u{1f381}" })],
    placements: [{ id: "top", name: "Top", selector: "body", position: "start" as const }],
  };
  const deciding = compileRules(compileBundle(1, siteWith(), configuration));
  const decisions = decide(deciding, {
    pathname: "/",
    ...reader,
    visitor: "a-visitor",
    memory: nothingRemembered,
  });
  return appliedJson(decisions, deciding, reader);
}

const text = fc.string({ unit: "binary", maxLength: 60 });
const hostile = fc.oneof(
  text,
  fc.constantFrom(
    "</script>",
    "'><script>alert(1)</script>",
    "<!--",
    "&apos;&#39;",
    "\u2028\u2029",
    "\ud800",
    "]]>",
  ),
);
const selector = fc.constantFrom("h1", "[title='a\"b']", '[data-x="é\'</script>"]', ".a");
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ type: fc.constant("setText" as const), selector, text: hostile }),
  fc.record({ type: fc.constant("setHtml" as const), selector, html: hostile }),
  fc.record({
    type: fc.constant("setAttribute" as const),
    selector,
    name: fc.constant("title"),
    value: hostile,
  }),
  fc.record({
    type: fc.constant("insertHtml" as const),
    selector,
    position: fc.constantFrom("before" as const, "end" as const),
    html: hostile,
  }),
  fc.record({ type: fc.constant("replaceHtml" as const), selector, html: hostile }),
);

/** As browsers read what is written: line breaks are one sign, and halves of signs and NUL are none. */
const asRead = (written: string) => written.toWellFormed().replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");

const written = (change: Change) =>
  change.type === "setText"
    ? change.text
    : change.type === "setAttribute"
      ? change.value
      : "html" in change
        ? change.html
        : "";

describe("what a page says of its changes", () => {
  it("is read back as it was meant, and never breaks out of its attribute", async () => {
    await fc.assert(
      fc.asyncProperty(anyChange, async (change) => {
        // What cannot be saved never gets here: scripts and styles are written in ASCII.
        fc.pre(v.safeParse(Change, change).success);
        const json = applied([change]);
        expect(json).toMatch(/^[^<>&'\u007f-\uffff]*$/);
        const page = new TextEncoder().encode("<!doctype html><head><title>x</title></head><body><p>the end");
        const head = `<script async src="/_ew/keep.js" data-changes='${json}'></script>`;
        const bytes = rewritePage(page, "text/html; charset=utf-8", { edits: [], head, ...reader });
        const read: string[] = [];
        const names: string[] = [];
        await new HTMLRewriter()
          .on("*", {
            element(element) {
              names.push(element.tagName);
              if (element.tagName === "script") read.push(element.getAttribute("data-changes") ?? "");
            },
          })
          .transform(new Response(bytes))
          .text();
        expect(names).toEqual(["head", "script", "title", "body", "p"]);
        const [rule] = JSON.parse(read[0] ?? "") as AppliedRule[];
        const [only] = rule?.changes ?? [];
        expect(only).toMatchObject({
          id: changeId(change),
          selector: "selector" in change ? change.selector : "",
        });
        const values = Object.values(only ?? {}).flatMap((value) =>
          typeof value === "object" ? Object.values(value as object) : [value],
        );
        expect(values).toContain(asRead(written(change)));
      }),
      { numRuns: 300 },
    );
  });

  it("names the rules in the order of their ranks, each with what it got", () => {
    const json = applied(
      [
        { type: "setText", selector: "h1", text: "First" },
        { type: "hide", selector: ".promo" },
      ],
      [
        { type: "setText", selector: "h1", text: "Second" },
        { type: "insertOffer", placement: "top", offer: "gift" },
        { type: "remove", selector: ".old" },
      ],
      [{ type: "setText", selector: "h1", text: "Third" }],
    );
    expect(JSON.parse(json)).toMatchObject([
      { rule: "rule-0", variant: "a", changes: [{ type: "text", text: "First" }, { type: "hide" }] },
      {
        rule: "rule-1",
        changes: [
          { type: "insert", selector: "body", position: "start", isOnce: true },
          { type: "replace", selector: ".old", html: "" },
        ],
      },
    ]);
    expect(json).toContain("A &lt;gift".replaceAll("&", "\\u0026"));
  });

  it("is nothing where nothing was changed", () => {
    expect(applied()).toBe("");
  });

  it("has an end: of a hundred long changes the lowest are left out", () => {
    const changes = Array.from({ length: 20 }, (_, index): Change => {
      return { type: "setHtml", selector: `#a${index}`, html: "x".repeat(5000) };
    });
    const json = applied(changes);
    expect(json.length).toBeLessThan(33_000);
    expect(
      (JSON.parse(json) as AppliedRule[])[0]?.changes.map(
        (change) => "selector" in change && change.selector,
      ),
    ).toEqual(["#a0", "#a1", "#a2", "#a3", "#a4", "#a5"]);
  });
});
