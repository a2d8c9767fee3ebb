import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Configuration } from "../model/configuration.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page, startOrigin } from "./testing/origin.ts";
import { Shopper } from "./testing/shopper.ts";
import { withoutKeeper } from "./testing/without-keeper.ts";

const tag = '<script async src="/_ew/s.js"></script>';
const headline = "Für dich: 10 € 💄";
const asAscii = "F&#252;r dich: 10 &#8364; &#128132;";

/** A page with these bytes in it, among them such as look like ASCII and are not. */
function pageOf(text: Buffer | string, meta = ""): Buffer {
  return Buffer.concat([
    Buffer.from(`<!doctype html><html><head>${meta}</head><body><h1>Shop</h1><p title="`),
    Buffer.from(text),
    Buffer.from('">'),
    Buffer.from(text),
    Buffer.from("</p></body></html>"),
  ]);
}

const bytes = (...list: number[]) => Buffer.from(list);
/** Shifted to JIS X 0208, where `<p>` is a part of two signs, and back. */
const jis = Buffer.concat([
  bytes(0x1b),
  Buffer.from("$B"),
  Buffer.from("<p>$"),
  bytes(0x1b),
  Buffer.from("(B"),
]);
const utf16 = Buffer.from(`\ufeff${pageOf("hi").toString()}`, "utf16le");

/** What is read, byte by byte: the type, and the page. */
const read: Record<string, [string, Buffer]> = {
  "UTF-8": ["text/html; charset=utf-8", pageOf("é €")],
  "UTF-8 with its mark": ["text/html", Buffer.concat([bytes(0xef, 0xbb, 0xbf), pageOf("é")])],
  "ISO-8859-1": ["text/html; charset=iso-8859-1", pageOf(bytes(0xe9, 0xdf, 0xa0))],
  "ISO-8859-15": ["text/html; charset=ISO-8859-15", pageOf(bytes(0xa4))],
  "windows-1252": ["text/html; charset=windows-1252", pageOf(bytes(0x80, 0x93, 0x94))],
  "windows-1251, in its meta alone": [
    "text/html",
    pageOf(bytes(0xcf, 0xf0), '<meta charset="windows-1251">'),
  ],
  // A backslash, letters and brackets are second bytes here.
  Shift_JIS: ["text/html; charset=Shift_JIS", pageOf(bytes(0x83, 0x5c, 0x95, 0x5c, 0x83, 0x7c, 0x83, 0x5b))],
  GB18030: ["text/html; charset=gb18030", pageOf(bytes(0x81, 0x30, 0x81, 0x30, 0xb0, 0x5c, 0x81, 0x40))],
  Big5: ["text/html; charset=big5", pageOf(bytes(0xa5, 0x5c, 0xb3, 0x7c))],
  "EUC-KR": ["text/html; charset=euc-kr", pageOf(bytes(0xb0, 0xa1))],
  "no known one": ["text/html; charset=klingon", pageOf("x")],
  "two that contradict": ["text/html; charset=utf-8", pageOf("é", '<meta charset="iso-2022-jp">')],
  "UTF-16 by a meta, which means UTF-8": ["text/html", pageOf("é", '<meta charset="utf-16">')],
  none: ["text/html", pageOf(bytes(0xe9))],
};

/** What goes out as it came. */
const passedOn: Record<string, [string, Buffer]> = {
  "UTF-16": ["text/html; charset=utf-16le", utf16],
  "UTF-16 by its mark alone": ["text/html", utf16],
  "UTF-16 by its mark, called UTF-8": ["text/html; charset=utf-8", utf16],
  "ISO-2022-JP": ["text/html; charset=ISO-2022-JP", pageOf(jis)],
  "ISO-2022-JP in its meta alone": ["text/html", pageOf(jis, '<meta charset="csISO2022JP">')],
  "ISO-2022-JP by guess": ["text/html", pageOf(jis)],
};

let origin: Origin;
let edge: Edge;
const pathOf = (name: string) => `/${name.replaceAll(/\W+/g, "-")}`;

beforeAll(async () => {
  const all = Object.entries({ ...read, ...passedOn });
  origin = await startOrigin(
    Object.fromEntries(
      all.map(([name, [type, html]]) => [pathOf(name), page(html, { "content-type": type })]),
    ),
  );
  edge = await startEdge({
    origin: origin.url,
    configuration: v.parse(Configuration, {
      rules: [
        {
          id: "headline",
          name: "Headline",
          on: true,
          pages: ["/*"],
          condition: {},
          priority: 1,
          variants: [
            {
              id: "a",
              changes: [
                { type: "setText", selector: "h1", text: headline },
                { type: "setAttribute", selector: "p", name: "lang", value: "é" },
              ],
            },
          ],
        },
      ],
      offers: [],
      coupons: [],
      placements: [],
    }),
  });
});
afterAll(async () => {
  await edge?.close();
  await origin?.close();
});

describe("a page in", () => {
  it.each(Object.keys(read))("%s is changed, and keeps every byte that is not", async (name) => {
    const [type, html] = read[name]!;
    const { bytes: got, headers } = await new Shopper(edge.port).ask(pathOf(name));
    const expected = html
      .toString("latin1")
      .replace("<head>", `<head>${tag}`)
      .replace("<h1>Shop", `<h1>${asAscii}`)
      .replace(/(<p title="[^"]*")/, '$1 lang="&#233;"');
    expect(withoutKeeper(got.toString("latin1"))).toBe(expected);
    expect(headers["content-type"]).toBe(type);
  });

  it.each(Object.keys(passedOn))("%s goes out as it came", async (name) => {
    const { bytes: got } = await new Shopper(edge.port).ask(pathOf(name));
    expect(got.equals(passedOn[name]![1])).toBe(true);
  });
});
