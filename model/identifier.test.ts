import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Identifier } from "./identifier.ts";

describe("an id", () => {
  it("is refused where every object has something under it", () => {
    for (const id of ["constructor", "prototype"]) {
      const { issues } = v.safeParse(Identifier, id);
      expect(issues?.map(({ message }) => message)).toEqual(["An id is not constructor or prototype."]);
    }
    expect(v.is(Identifier, "constructor-2")).toBe(true);
  });

  it("can name an entry of a record, which has nothing under it before", () => {
    const words = fc.oneof(
      fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype), "prototype"),
      fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/),
    );
    fc.assert(
      fc.property(words, (id) => {
        if (!v.is(Identifier, id)) return;
        expect(({} as Record<string, unknown>)[id]).toBeUndefined();
        expect(v.parse(v.record(v.string(), v.number()), { [id]: 1 })).toEqual({ [id]: 1 });
      }),
    );
  });
});
