import * as fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { Event } from "../model/event.ts";
import { eventJson } from "./event-json.ts";

test("any name and parameters give an event that the server accepts, or none", () => {
  const names = fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z]\w{0,45}$/));
  const item = fc.dictionary(fc.string({ maxLength: 60 }), fc.anything());
  const values = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true }),
    fc.record({
      items: fc.oneof(fc.array(fc.oneof(item, fc.anything())), fc.anything()),
      value: fc.double(),
    }),
    fc.dictionary(fc.string(), fc.oneof(fc.string({ maxLength: 2000 }), fc.double()), { maxKeys: 80 }),
  );
  fc.assert(
    fc.property(names, values, (name, params) => {
      const json = eventJson(name, params);
      expect(json === "" || v.is(Event, JSON.parse(json))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("names as in GA4 are accepted, others are not", () => {
  for (const name of ["page_view", "A", "x".repeat(40)]) expect(eventJson(name, {})).not.toBe("");
  for (const name of ["", "1st", "add to cart", "_x", "x".repeat(41), "é"])
    expect(eventJson(name, {})).toBe("");
});

test("ids are 22 characters of base64url, and never the same", () => {
  const ids = Array.from({ length: 1000 }, () => JSON.parse(eventJson("x", {})).id);
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/);
});
