import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Edit } from "../decide/compile-rules.ts";
import { anyEdit, anyMove } from "../testing/any-edit.ts";
import { brokenPage } from "../testing/broken-page.ts";
import { forWhom, offer, selectors, tag } from "../testing/on-broken-pages.ts";
import { fuzzRuns } from "../testing/fuzz-runs.ts";
import { findRegions } from "./find-regions.ts";
import { assemble, selectorsOf } from "./rewrite.ts";

const numRuns = fuzzRuns();

const insertions = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom(...selectors),
    fc.constantFrom("before" as const, "after" as const, "start" as const, "end" as const),
  ),
  { maxLength: 5, selector: ([selector, position]) => `${selector} ${position}` },
);

const byteByByte = (bytes: Uint8Array) => new TextDecoder("windows-1252").decode(bytes);

const marked = (bytes: Uint8Array, contentType: string) => findRegions(bytes, contentType, selectors);

describe("any page at all", () => {
  it(
    "comes out with every byte that it had, and each insertion as one piece",
    { timeout: 20_000 + numRuns * 20 },
    () => {
      let found = 0;
      const types = fc.constantFrom(
        "text/html",
        "text/html; charset=utf-8",
        "text/html; charset=iso-8859-1",
        "text/html; charset=shift_jis",
      );
      fc.assert(
        fc.property(brokenPage, types, insertions, (bytes, type, places) => {
          const whole = marked(bytes, type);
          const edits = places.map(([selector, position]): Edit => ({
            type: "insertOffer",
            placement: { id: "p", name: "P", selector, position },
            offer,
            rule: "r",
            trigger: null,
          }));
          const text = byteByByte(assemble(whole, { edits, head: tag, ...forWhom }));
          const without = text.replace(tag, "").replaceAll(/<aside class="ew-offer[^]*?<\/aside>/g, "");
          if (text.includes("ew-offer")) found += 1;
          expect(without).toBe(byteByByte(bytes));
          expect(assemble(whole, { edits: [], head: "", ...forWhom })).toBe(bytes);
        }),
        { numRuns },
      );
      expect(found).toBeGreaterThan(numRuns / 20);
    },
  );

  it(
    "loses nothing but what an edit replaces, whatever else is edited",
    { timeout: 20_000 + numRuns * 20 },
    () => {
      fc.assert(
        fc.property(brokenPage, fc.array(anyEdit(selectors), { maxLength: 5 }), (bytes, edits) => {
          const whole = marked(bytes, "text/html");
          const before = byteByByte(bytes);
          const after = byteByByte(assemble(whole, { edits, head: "", ...forWhom }));
          // What is outside of every element that is meant stays where it was, from both ends of the page.
          const behind = { from: before.length, end: before.length };
          const touched = edits.flatMap((edit) => {
            if (edit.type === "addStyles") return whole.regions.get("head")?.[0] ?? behind;
            const [, ...ofEdit] = selectorsOf([edit]);
            return ofEdit.flatMap((selector) => whole.regions.get(selector) ?? []);
          });
          const first = Math.min(before.length, ...touched.map(({ from }) => from));
          const last = Math.max(0, ...touched.map(({ end }) => end));
          expect(after.slice(0, first)).toBe(before.slice(0, first));
          if (touched.length > 0) expect(after.endsWith(before.slice(last))).toBe(true);
          else expect(after).toBe(before);
        }),
        { numRuns },
      );
    },
  );

  it(
    "has each of its bytes once, however its elements are moved about",
    { timeout: 20_000 + numRuns * 20 },
    () => {
      let moved = 0;
      fc.assert(
        fc.property(
          brokenPage,
          fc.array(anyMove(selectors), { minLength: 1, maxLength: 6 }),
          (bytes, edits) => {
            const whole = marked(bytes, "text/html");
            const after = assemble(whole, { edits, head: "", ...forWhom });
            if (byteByByte(after) !== byteByByte(bytes)) moved += 1;
            expect(after.toSorted()).toEqual(bytes.toSorted());
          },
        ),
        { numRuns },
      );
      expect(moved).toBeGreaterThan(numRuns / 20);
    },
  );
});
