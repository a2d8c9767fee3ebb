import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readStamp, stampOf } from "./stamp.ts";

it("is read as it was written", () => {
  const number = fc.integer({ min: 1, max: 999_999 });
  const implied = fc.array(fc.record({ number, name: fc.constantFrom("html", "body", "tbody", "tr") }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.record({ number, implied, parent: fc.nat(999_999) }), (stamp) => {
      expect(readStamp(stampOf(stamp))).toEqual(stamp);
    }),
  );
  expect(readStamp("12:11.tbody:8")).toEqual({
    number: 12,
    implied: [{ number: 11, name: "tbody" }],
    parent: 8,
  });
});

it.each(["", "12", "12:8:", "a:b", "1:2.<b>:3", "1:2.script\n:3", "1234567:1", "-1:0"])(
  "is none where the page says %j of its own",
  (text) => expect(readStamp(text)).toBeUndefined(),
);
