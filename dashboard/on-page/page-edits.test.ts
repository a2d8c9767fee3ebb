import { describe, expect, it } from "vitest";
import type { Rule } from "../../model/rule.ts";
import { Editing } from "../editing/editing.ts";
import { PageEdits } from "./page-edits.ts";

const rule = {
  id: "r",
  name: "R",
  pages: ["/"],
  variants: [
    { id: "a", weight: 1, changes: [{ type: "setText", selector: "h1", text: "Before" }] },
    { id: "b", weight: 1, changes: [] },
  ],
} as unknown as Rule;

function edited() {
  const draft = { document: rule, live: null, revision: 1, updatedAt: "" };
  const editing = new Editing<"rules">(draft, {
    load: () => Promise.resolve(draft),
    save: () => Promise.resolve(draft),
  });
  return new PageEdits({ rule: editing, offers: [], placements: [], coupons: [] }, "shop");
}

describe("what is done to a page", () => {
  it("replaces the same that was done to the same element, and nothing else", () => {
    const edits = edited();
    edits.put({ type: "setText", selector: "h1", text: "After" });
    edits.put({ type: "setText", selector: "h2", text: "Other" });
    edits.put({ type: "setAttribute", selector: "h1", name: "title", value: "A" });
    edits.put({ type: "setAttribute", selector: "h1", name: "lang", value: "en" });
    edits.put({ type: "setAttribute", selector: "h1", name: "title", value: "B" });
    expect(edits.changes).toEqual([
      { type: "setText", selector: "h1", text: "After" },
      { type: "setText", selector: "h2", text: "Other" },
      { type: "setAttribute", selector: "h1", name: "title", value: "B" },
      { type: "setAttribute", selector: "h1", name: "lang", value: "en" },
    ]);
  });

  it("is taken back and made again, what is typed into one field as one", () => {
    const edits = edited();
    for (const text of ["A", "Af", "After"]) edits.put({ type: "setText", selector: "h1", text });
    edits.put({ type: "hide", selector: "h2" });
    const texts = () =>
      edits.changes.map((change) => (change.type === "setText" ? change.text : change.type));
    expect(texts()).toEqual(["After", "hide"]);
    edits.history.undo();
    expect(texts()).toEqual(["After"]);
    edits.history.undo();
    expect([texts(), edits.history.canUndo.value]).toEqual([["Before"], false]);
    edits.history.redo();
    edits.history.redo();
    expect([texts(), edits.history.canRedo.value]).toEqual([["After", "hide"], false]);
    edits.history.undo();
    edits.put({ type: "hide", selector: "h3" });
    expect(edits.history.canRedo.value).toBe(false);
  });

  it("is done to the variant that is chosen", () => {
    const edits = edited();
    edits.variant.value = 1;
    edits.put({ type: "hide", selector: "h1" });
    expect(edits.rule.document.value.variants.map(({ changes }) => changes.length)).toEqual([1, 1]);
  });

  it("uses a place that there is already, and makes one for another", () => {
    const edits = edited();
    const place = { name: "behind it h1 on /", selector: "h1", position: "after" } as const;
    edits.insert("ten", place);
    edits.insert("twenty", place);
    edits.insert("ten", { ...place, position: "before" });
    expect(edits.newPlacements.value.map(({ id, position }) => [id, position])).toEqual([
      ["behind-it-h1-on", "after"],
      ["behind-it-h1-on-2", "before"],
    ]);
    expect(edits.changes.slice(1)).toEqual([
      { type: "insertOffer", placement: "behind-it-h1-on", offer: "ten" },
      { type: "insertOffer", placement: "behind-it-h1-on", offer: "twenty" },
      { type: "insertOffer", placement: "behind-it-h1-on-2", offer: "ten" },
    ]);
  });
});
