import { csvParseRows } from "d3-dsv";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as v from "valibot";
import { Identity } from "../../model/identity/identity.ts";
import { ImportPlan } from "../../model/import-plan.ts";
import { readRows, type SourceRow, UnreadableFile } from "./read-rows.ts";
import { rowEvent } from "./row-event.ts";
import { safeCsvRow } from "./safe-csv.ts";

const startedAtMs = 1_790_000_000_000;

function planWith(changes: object = {}): ImportPlan {
  return v.parse(ImportPlan, { name: "Customers", format: "csv", ...changes });
}

async function events(text: string, plan: ImportPlan) {
  const rows = readRows(text, plan).filter((row): row is SourceRow => "cells" in row);
  return Promise.all(rows.map((row) => rowEvent(row, plan, startedAtMs)));
}

describe("a file of customers", () => {
  const plan = planWith({
    delimiter: ";",
    columns: {
      "E-mail": "identities.email",
      "Customer no.": "identities.customer",
      Name: "traits.name",
      Points: "traits.points",
      Tags: "traits.tags[]",
      "Post code": "traits.postCode",
    },
  });
  const text =
    '\ufeffName;E-mail;Customer no.;Points;Tags;Post code;Notes\r\n"Odile ""Odi""; Berg";odile@example.com;007;120.5;vip| berlin |;01067;said\r\n\r\nMax;;8;;;;\r\n';

  it("becomes what is known of each, without what is empty or nobody asked for", async () => {
    expect(await events(text, plan)).toEqual([
      {
        id: expect.stringMatching(/^row-[0-9a-f]{42}$/),
        name: "identify",
        timeMs: startedAtMs,
        identities: [
          { type: "customer", value: "007" },
          { type: "email", value: "odile@example.com" },
        ],
        traits: { name: 'Odile "Odi"; Berg', points: 120.5, tags: ["vip", "berlin"], postCode: "01067" },
      },
      {
        id: expect.any(String),
        name: "identify",
        timeMs: startedAtMs,
        identities: [{ type: "customer", value: "8" }],
        traits: { name: "Max" },
      },
    ]);
  });

  it("is the same in whatever order its columns are named, and is not read beyond them", async () => {
    const columns = Object.fromEntries(Object.entries(plan.columns).toReversed());
    const again = await events(text, { ...plan, columns });
    expect(again.map(({ id }) => id)).toEqual((await events(text, plan)).map(({ id }) => id));
    const [row] = readRows(text, plan) as SourceRow[];
    expect(Object.keys(row!.cells).sort()).toEqual(Object.keys(plan.columns).sort());
  });

  it("is the same when it is imported again, later", async () => {
    const [first] = await events(text, plan);
    const [row] = readRows(text, plan) as SourceRow[];
    const again = await rowEvent(row!, plan, startedAtMs + 1000);
    expect(again["id"]).toBe(first!["id"]);
  });

  it("says which row has too many cells, as it stands in the file", () => {
    expect(readRows("Name;E-mail;Customer no.;Points;Tags;Post code\na;b;c;d;e;f;g\n", plan)).toEqual([
      { index: 0, source: "a;b;c;d;e;f;g", message: "It has 7 cells, but there are 6 columns." },
    ]);
  });

  it.each([
    [
      "Name;E-mail\n",
      "These columns are not in the file's first row: Customer no., Points, Tags, Post code.",
    ],
    [`${text}"open;x\n`, "A quotation mark is not closed."],
    ["", "These columns are not in the file's first row:"],
    [text.replace("Notes", "Name"), "The column Name is there twice."],
  ])("is refused as a whole where it cannot be meant", (broken, message) => {
    expect(() => readRows(broken, plan)).toThrow(UnreadableFile);
    expect(() => readRows(broken, plan)).toThrow(message);
  });
});

describe("a file of orders", () => {
  const plan = planWith({
    columns: {
      order: "id",
      number: "params.transaction_id",
      total: "params.value",
      when: "time",
      who: "identities.email",
      sku: "items.item_id",
      price: "items.price",
    },
    constants: { event: "purchase", "params.currency": "EUR" },
  });

  it("becomes purchases", async () => {
    const text =
      "order,number,total,when,who,sku,price\norder-0001,0815,19.95,2026-11-02 14:30,a@example.com,LIP-1,19.95\n";
    expect(await events(text, plan)).toEqual([
      {
        id: "order-0001",
        name: "purchase",
        timeMs: Date.UTC(2026, 10, 2, 14, 30),
        identities: [{ type: "email", value: "a@example.com" }],
        params: {
          currency: "EUR",
          transaction_id: "0815",
          value: 19.95,
          items: [{ item_id: "LIP-1", price: 19.95 }],
        },
      },
    ]);
  });

  it.each([
    ["2026-11-02", Date.UTC(2026, 10, 2)],
    ["2026-11-02T14:30:01+01:00", Date.UTC(2026, 10, 2, 13, 30, 1)],
    ["1790000000000", 1_790_000_000_000],
    ["02.11.2026", "02.11.2026"],
    ["2026-13-40", "2026-13-40"],
  ])("reads the moment %s", async (when, ms) => {
    const [event] = await events(`order,number,total,when,who,sku,price\nx,,,${when},,,\n`, plan);
    expect(event!["timeMs"]).toBe(ms);
  });
});

describe("a file of NDJSON", () => {
  it("is events as the API takes them, line by line", async () => {
    const plan = planWith({ format: "ndjson" });
    const text = '{"id":"event-0001","name":"email_open","timeMs":5}\n\n[1]\n{"broken"\n{"name":"visit"}';
    expect(readRows(text, plan).filter((row) => "message" in row)).toEqual([
      { index: 1, source: "[1]", message: "It is no JSON object." },
      { index: 2, source: '{"broken"', message: "It is no JSON object." },
    ]);
    expect(await events(text, plan)).toEqual([
      { id: "event-0001", name: "email_open", timeMs: 5 },
      { id: expect.stringMatching(/^row-/), name: "visit", timeMs: startedAtMs },
    ]);
  });

  it("can have columns too", async () => {
    const plan = planWith({
      format: "ndjson",
      columns: { mail: "identities.email", groups: "traits.tags[]" },
    });
    const [event] = await events('{"mail":"a@example.com","groups":["a","b"],"__proto__":1}', plan);
    expect(event).toMatchObject({
      identities: [{ type: "email", value: "a@example.com" }],
      traits: { tags: ["a", "b"] },
    });
  });
});

it("whoever is named by something that is no text is nobody, and not the same as all others", async () => {
  const plan = planWith({ format: "ndjson", columns: { mail: "identities.email" } });
  const [event] = await events('{"mail":{"work":"a@example.com"}}', plan);
  expect(v.is(v.array(Identity), event!["identities"])).toBe(false);
});

describe("a file that is not in UTF-8", () => {
  it("loses no letter unnoticed: rows with unreadable ones are named", () => {
    const latin = new TextDecoder().decode(new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72]));
    const rows = readRows(`order\n${latin}\nLind\n`, planWith({ columns: { order: "traits.name" } }));
    expect(rows).toMatchObject([{ index: 0, message: expect.stringContaining("UTF-8") }, { index: 1 }]);
    expect(rows[1]).not.toHaveProperty("message");
  });
});

describe("a row of CSV that is given out", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t'=1"],
    ["\n=1", "'\n'=1"],
    [" =1", "' =1"],
    ["a;=1+1;", "a;'=1+1;"],
    ['a\t"=1', `a\t'"=1`],
    ["＝1", "'＝1"],
    ["a=b", "a=b"],
  ])("holds no formula: %j", (text, cell) => {
    expect(csvParseRows(safeCsvRow([text]))[0]).toEqual([cell]);
  });

  it("holds no formula for programs that divide cells by semicolons or tabs", () => {
    const text = fc.string({ unit: fc.constantFrom("a", ";", "\t", "\n", ",", '"', " ", "=", "+", "@") });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (cells) => {
        for (const cell of safeCsvRow(["start", ...cells]).split(/[;\t\r\n]/))
          expect(cell).not.toMatch(/^[ "]*[=+@]/);
      }),
    );
  });

  it("keeps numbers, and comes back whatever it holds", () => {
    expect(safeCsvRow([-5, null, true, "a"])).toBe("-5,,true,a\r\n");
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), (cells) => {
        const [read] = csvParseRows(safeCsvRow(["start", ...cells]));
        const plain = (all: string[]) => all.map((cell) => cell.replaceAll("'", ""));
        expect(plain(read!.slice(1))).toEqual(plain(cells));
      }),
    );
  });
});
