import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Journal } from "./journal.ts";

/** A text that is edited as a form does it. */
function setUp() {
  let nowMs = 0;
  const journal = new Journal(() => nowMs);
  const document = { text: "" };
  return {
    journal,
    document,
    wait: (ms: number) => (nowMs += ms),
    edit: (text: string, path = "text") => {
      const before = document.text;
      document.text = text;
      const put = (value: string) => () => void (document.text = value);
      journal.add({ of: document, path, undo: put(before), redo: put(text) });
    },
  };
}

it("takes back in one step what was typed at one go into one field", () => {
  const { journal, document, wait, edit } = setUp();
  edit("a");
  wait(200);
  edit("ab");
  wait(5000);
  edit("ab c");
  expect([journal.undo(), document.text]).toEqual(["text", "ab"]);
  expect([journal.undo(), document.text]).toEqual(["text", ""]);
  expect([journal.undo(), journal.canUndo.value]).toEqual([undefined, false]);
});

it("keeps edits of two fields apart, however quick they are", () => {
  const { journal, document, edit } = setUp();
  edit("a", "name");
  edit("b", "text");
  journal.undo();
  expect(document.text).toBe("a");
});

it("makes again what was taken back, until something else is edited", () => {
  const { journal, document, edit } = setUp();
  edit("a");
  journal.undo();
  expect([journal.redo(), document.text, journal.canRedo.value]).toEqual(["text", "a", false]);
  journal.undo();
  edit("b");
  expect([journal.canRedo.value, document.text]).toEqual([false, "b"]);
});

it("does not add to what was made again", () => {
  const { journal, document, edit } = setUp();
  edit("a");
  journal.undo();
  journal.redo();
  edit("ab");
  journal.undo();
  expect(document.text).toBe("a");
});

it("forgets the edits of a document that was loaded anew", () => {
  const { journal, document, edit } = setUp();
  edit("a");
  journal.forget(document);
  expect(journal.canUndo.value).toBe(false);
});

it("leads back to the beginning and forth to the end, whatever was edited", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.constantFrom("name", "text"), fc.nat(3000))), (edits) => {
      const { journal, document, wait, edit } = setUp();
      for (const [text, path, ms] of edits) {
        wait(ms);
        edit(text, path);
      }
      const end = document.text;
      while (journal.canUndo.value) journal.undo();
      expect(document.text).toBe("");
      while (journal.canRedo.value) journal.redo();
      expect(document.text).toBe(end);
    }),
  );
});
