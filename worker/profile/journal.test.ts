import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Journal } from "./journal.ts";
import { profileOf } from "./profile-of.ts";

let journals = 0;

/** Somewhere to write that nothing else writes to. */
function inStorage<T>(work: (storage: DurableObjectStorage) => T): Promise<T> {
  const stub = profileOf(env.PROFILES, "journals", `${journals++}`);
  return runInDurableObject(stub, (_profile, { storage }) => work(storage));
}

/** What a journal of texts holds, put together again. */
function read(storage: DurableObjectStorage): { journal: Journal<string>; texts: string[] } {
  const journal = new Journal<string>(storage);
  const { text, changes } = journal.open();
  return { journal, texts: [...(text === undefined ? [] : (JSON.parse(text) as string[])), ...changes] };
}

describe("a journal", () => {
  it("gives back everything that was written, however often it was opened anew", async () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constant("💄".repeat(90_001)));
    const step = fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.constant(null) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 150 }), (steps) =>
        inStorage((storage) => {
          let { journal } = read(storage);
          const written: string[] = [];
          for (const one of steps) {
            if (one === null) ({ journal } = read(storage));
            else {
              written.push(one);
              journal.write(one, () => JSON.stringify(written));
            }
          }
          expect(read(storage).texts).toEqual(written);
        }),
      ),
      { numRuns: 25 },
    );
  });

  it("writes all of a change or nothing of it", async () => {
    await inStorage((storage) => {
      const { journal } = read(storage);
      const written: string[] = [];
      const long = "x".repeat(500_000);
      for (const one of [long, long, "last"]) {
        written.push(one);
        journal.write(one, () => JSON.stringify(written));
      }
      storage.sql.exec(
        "CREATE TRIGGER full BEFORE UPDATE ON state WHEN NEW.part = 1 BEGIN SELECT RAISE(ABORT, 'disk full'); END",
      );
      expect(() => journal.write("y".repeat(500_000), () => JSON.stringify([...written, "y"]))).toThrow(
        "disk full",
      );
      expect(read(storage).texts).toEqual(written);
    });
  });
});
