import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSeen, checkTold } from "./check-incoming.ts";
import { browserClock, importClock, serverClock } from "./event-time.ts";

const nowMs = 1_790_000_000_000;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const customer = { type: "customer", value: "4711" };
const good = { id: "event-0001", name: "view_item", timeMs: nowMs, params: {} };
const told = { ...good, identities: [customer] };

const seenAs = (event: object) => checkSeen([{ ...good, ...event }], browserClock(nowMs, nowMs));
const toldAs = (event: object, clock = serverClock(nowMs, undefined)) =>
  checkTold([{ ...told, ...event }], clock);

function rejectedWith(code: string, message: RegExp) {
  return { taken: [], rejected: [{ index: 0, code, message: expect.stringMatching(message) }] };
}

describe("commerce events", () => {
  const item = { item_id: "LIP-4", price: 19.9, quantity: 2 };
  const order = { transaction_id: "A-1", value: 39.8, currency: "EUR", items: [item] };

  it.each<[string, object]>([
    ["view_item_list", { item_list_id: "lips", items: [{ ...item, index: 0 }] }],
    ["select_item", { items: [item] }],
    ["view_item", { items: [{ item_name: "Lipstick" }] }],
    ["add_to_wishlist", { currency: "EUR", value: 1, items: [item] }],
    ["add_to_cart", { items: [{ quantity: 1 }] }],
    ["remove_from_cart", { items: [{ quantity: "1" }] }],
    ["view_cart", { value: 0 }],
    ["begin_checkout", { coupon: "TEN", items: [item] }],
    ["add_shipping_info", { shipping_tier: "Ground" }],
    ["add_payment_info", { payment_type: "card" }],
    ["purchase", order],
    ["purchase", { transaction_id: 17 }],
    ["refund", { transaction_id: "A-1", items: [{ item_id: 4 }] }],
    ["view_promotion", { promotion_id: "spring" }],
    ["select_promotion", {}],
    ["search", { search_term: "lipstick" }],
    ["quiz_done", { value: "many", search_term: true }],
    ["view_item", { value: "19.90", tax: "", currency: "€", affiliation: null }],
  ])("%s is taken with %j", (name, params) => {
    expect(seenAs({ name, params })).toMatchObject({ taken: [{ event: { name, params } }], rejected: [] });
  });

  it.each<[string, object, RegExp]>([
    ["purchase", { value: 1, currency: "EUR" }, /^params\.transaction_id: A purchase needs it\.$/],
    ["purchase", { ...order, transaction_id: "" }, /transaction_id/],
    ["purchase", { ...order, currency: "€" }, /^params\.currency: .*value.*EUR/],
    ["refund", { ...order, currency: "euros" }, /currency/],
    ["refund", { items: [item] }, /transaction_id/],
    ["search", {}, /search_term/],
    ["purchase", { ...order, value: "1,299" }, /^params\.value: This is a number/],
    ["view_item", { value: true }, /params\.value/],
    ["view_item", { currency: false }, /^params\.currency: This is text/],
    ["add_to_cart", { items: [{ ...item, quantity: "two" }] }, /^params\.items\[0\]\.quantity/],
  ])("%s is refused with %j", (name, params, message) => {
    expect(seenAs({ name, params })).toEqual(rejectedWith("invalid_event", message));
    expect(toldAs({ name, params })).toEqual(rejectedWith("invalid_event", message));
  });

  it.each<[string, object, RegExp]>([
    [
      "view_item",
      { items: [item, { item_category: "Lips" }] },
      /^params\.items\[1\]: .*item_id or item_name\.$/,
    ],
    ["purchase", { ...order, currency: null }, /^params\.currency: .*value.*EUR/],
    ["view_item", { items: "none" }, /^params\.items/],
    ["view_item", { items: [3] }, /^params\.items\[0\]/],
    ["view_item", { nested: { a: 1 } }, /^params\.nested/],
    ["quiz_done", { answer: "x".repeat(1001) }, /^params\.answer/],
  ])(
    "%s with %j is enough from a page, which does not always say, and not from a server",
    (name, params, message) => {
      expect(seenAs({ name, params }).taken).toHaveLength(1);
      expect(toldAs({ name, params })).toEqual(rejectedWith("invalid_event", message));
    },
  );
});

describe("when it happened", () => {
  const timeIn = ({ taken }: ReturnType<typeof checkSeen>) => taken[0]?.event.timeMs;

  it("is as long before sending as a browser says, however wrong its clock is, and never in the future", () => {
    const wrong = nowMs - 900 * dayMs;
    const at = (timeMs: number) => checkSeen([{ ...good, timeMs }], browserClock(nowMs, wrong));
    expect(timeIn(at(wrong - 5000))).toBe(nowMs - 5000);
    expect(timeIn(at(wrong + 60 * minuteMs))).toBe(nowMs);
    expect(at(wrong - 8 * dayMs)).toEqual(rejectedWith("too_old", /long ago/));
  });

  it("is in the order in which a browser saw it, however long each batch was under way", () => {
    const batch = fc.record({ afterMs: fc.nat(2000), onItsWayMs: fc.nat(5000) });
    fc.assert(
      fc.property(
        fc.array(batch, { minLength: 2 }),
        fc.integer({ min: -50_000, max: 50_000 }),
        (batches, wrongMs) => {
          let sentAtMs = nowMs;
          let arrivedAtMs = nowMs;
          const times = batches.map(({ afterMs, onItsWayMs }) => {
            sentAtMs += afterMs;
            // One is sent after the other.
            arrivedAtMs = Math.max(arrivedAtMs, sentAtMs + onItsWayMs);
            const said = sentAtMs + wrongMs;
            return timeIn(checkSeen([{ ...good, timeMs: said }], browserClock(arrivedAtMs, said))) ?? NaN;
          });
          expect(times).toEqual(times.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it("is corrected for a server that says when it sent", () => {
    expect(timeIn(toldAs({ timeMs: nowMs - 20 * minuteMs }, serverClock(nowMs, nowMs - 15 * minuteMs)))).toBe(
      nowMs - 5 * minuteMs,
    );
    expect(timeIn(toldAs({ timeMs: nowMs + 2000 }))).toBe(nowMs);
    expect(timeIn(toldAs({ timeMs: nowMs - 29 * dayMs }))).toBe(nowMs - 29 * dayMs);
    expect(toldAs({ timeMs: nowMs - 31 * dayMs })).toEqual(rejectedWith("too_old", /long ago/));
    expect(toldAs({ timeMs: nowMs + 6 * minuteMs })).toEqual(rejectedWith("in_the_future", /not happened/));
  });

  it("is whenever it was for an import, but not in the future", () => {
    expect(timeIn(toldAs({ timeMs: 0 }, importClock(nowMs)))).toBe(0);
    expect(toldAs({ timeMs: nowMs + dayMs }, importClock(nowMs))).toMatchObject({
      rejected: [{ code: "in_the_future" }],
    });
  });
});

describe("whose an event is", () => {
  it("is told by whoever tells it", () => {
    expect(
      toldAs({ identities: [{ type: "email", value: " a@example.com " }], traits: { tier: "gold" } }),
    ).toEqual({
      taken: [
        {
          index: 0,
          event: good,
          identities: [{ type: "email", value: "a@example.com" }],
          traits: { tier: "gold" },
          proof: "",
        },
      ],
      rejected: [],
    });
    expect(toldAs({ identities: undefined })).toEqual(rejectedWith("no_identity", /at least one/));
    expect(toldAs({ identities: [{ type: "E-Mail", value: "a" }] })).toEqual(
      rejectedWith("invalid_event", /^identities\[0\]\.type/),
    );
    expect(toldAs({ identities: Array.from({ length: 11 }, () => customer) })).toEqual(
      rejectedWith("invalid_event", /at most 10/),
    );
    expect(toldAs({ traits: { tags: [["a"]] } })).toEqual(rejectedWith("invalid_event", /^traits\.tags/));
  });

  it("is not kept with what a page sends, which needs a proof", () => {
    const identify = (params: object) => seenAs({ name: "identify", params });
    expect(identify({ identities: [customer], proof: "v1.9.x" })).toEqual({
      taken: [
        {
          index: 0,
          event: { ...good, name: "identify" },
          identities: [customer],
          traits: {},
          proof: "v1.9.x",
        },
      ],
      rejected: [],
    });
    expect(identify({ identities: [customer] })).toEqual(rejectedWith("no_proof", /server/));
    expect(identify({ identities: [], proof: "v1.9.x" })).toEqual(
      rejectedWith("no_identity", /at least one/),
    );
    expect(identify({ proof: "v1.9.x" })).toEqual(rejectedWith("invalid_event", /identities/));
  });
});

it("an event may be large, but not larger than that", () => {
  const text = "x".repeat(1000);
  const items = (count: number) => Array.from({ length: count }, () => ({ item_id: text }));
  expect(seenAs({ params: { items: items(20) } }).taken).toHaveLength(1);
  expect(seenAs({ params: { items: items(40) } })).toEqual(rejectedWith("too_large", /32768/));
});

describe("whatever is beside them", () => {
  const nearlyGood = fc.record(
    {
      id: fc.oneof(fc.constant("event-0002"), fc.string(), fc.integer()),
      name: fc.oneof(
        fc.constantFrom("purchase", "identify", "view_item", "constructor", "__proto__"),
        fc.string(),
        fc.jsonValue(),
      ),
      timeMs: fc.oneof(fc.constant(nowMs), fc.double(), fc.maxSafeInteger(), fc.string()),
      params: fc.oneof(
        fc.jsonValue(),
        fc.dictionary(
          fc.constantFrom("items", "value", "currency", "transaction_id", "identities", "proof", "__proto__"),
          fc.jsonValue(),
        ),
      ),
      identities: fc.oneof(fc.jsonValue(), fc.constant([customer])),
      traits: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const anything = fc.oneof(
    nearlyGood,
    fc.jsonValue(),
    fc.constant(JSON.parse("[".repeat(3000) + "]".repeat(3000))),
  );
  const around = fc.tuple(fc.array(anything, { maxLength: 8 }), fc.array(anything, { maxLength: 8 }));

  it.each([
    ["seen", good, (inputs: readonly unknown[]) => checkSeen(inputs, browserClock(nowMs, nowMs))],
    ["told", told, (inputs: readonly unknown[]) => checkTold(inputs, serverClock(nowMs, nowMs))],
  ])(
    "good events that were %s are taken, and each of the others is taken or named once",
    (_how, event, look) => {
      fc.assert(
        fc.property(around, ([before, after]) => {
          const { taken, rejected } = look([...before, event, ...after]);
          expect(taken.map(({ index }) => index)).toContain(before.length);
          const places = [...taken, ...rejected].map(({ index }) => index).toSorted((a, b) => a - b);
          expect(places).toEqual(
            Array.from({ length: before.length + after.length + 1 }, (_, index) => index),
          );
          for (const { message } of rejected) expect(message).toMatch(/^.{1,950}$/s);
        }),
      );
    },
  );
});
