import { expect, test } from "vitest";
import { checkAnswer } from "./check-answer.ts";
import { image, title } from "./changes.ts";
import type { Answer } from "./connection.ts";
import { ownCookies } from "./pages.ts";
import { shopPage } from "./shop-page.ts";

const { original, changed } = shopPage(40_000);

function answer(body: string | Buffer, headers: Record<string, string> = {}, status = 200): Answer {
  const bytes = Buffer.from(body);
  return {
    status,
    headers: new Map(Object.entries(headers)),
    bodyBytes: bytes.length,
    body: bytes,
    firstByteMs: 1,
    totalMs: 1,
  };
}

const asSent = { "cache-control": "private, no-store", "set-cookie": ownCookies.join("\n") };

test("admits the page with its changes, with nothing to remark", () => {
  expect(checkAnswer(answer(changed, asSent), changed, true, true)).toEqual({ wrong: [], remarks: [] });
});

test("refuses a page that lacks a change, has one twice, or breaks off", () => {
  const page = changed.toString();
  const wrongOf = (body: string) => checkAnswer(answer(body, asSent), changed, true, true).wrong;
  expect(wrongOf(page.replace(title.text, "Something else"))).toEqual(["the title is there 0 times"]);
  expect(wrongOf(page.replace("</main>", `<img src="${image.value}"></main>`))).toEqual([
    "the image is there 2 times",
  ]);
  expect(wrongOf(page.slice(0, -20))).toEqual(["its end is missing"]);
  expect(wrongOf(original.toString())).toHaveLength(4);
  expect(checkAnswer(answer("", {}, 500), changed, true, true).wrong).toEqual(["its status is 500"]);
});

test("refuses a pass-through that changes a byte", () => {
  const touched = original.toString().replace("Winter", "winter").replace("Café", "Cafe");
  expect(checkAnswer(answer(original), original, false, false).wrong).toEqual([]);
  expect(checkAnswer(answer(touched), original, false, false).wrong).toEqual(["it is not the origin's page"]);
});

test("remarks on what got lost beside the changes", () => {
  const page = changed
    .toString()
    .replace("<!-- product 1 -->", "")
    .replace("</head>", "<script>1</script></head>");
  const { wrong, remarks } = checkAnswer(answer(page, { etag: '"page-1"' }), changed, true, true);
  expect(wrong).toEqual([]);
  expect(remarks).toEqual([
    "0 bytes fewer than the page with its changes",
    "1 of the page's comments lost",
    "18 bytes of script added",
    "2 of the origin's 2 cookies lost",
    "the origin's Cache-Control lost",
    "the ETag of other bytes kept",
  ]);
});
