import type { Answer } from "./connection.ts";
import { bannerHtml, copy, image, title } from "./changes.ts";
import { etag, ownCookies, token } from "./pages.ts";

/** What an answer proves: `wrong` keeps its contender from being measured, `remarks` are printed beside the figures. */
export interface Verdict {
  wrong: string[];
  remarks: string[];
}

/** The four changes, as they stand in a changed page. */
const marks = {
  "the title": `>${title.text}</h1>`,
  "the copy": `>${copy.html}</div>`,
  "the image": `${image.name}="${image.value}"`,
  "the banner": `</header>${bannerHtml}</div>`,
};

const pageEnd = "</html>";

/** Which of the changes a page lacks, or has more than once, and whether its end is missing. */
export function missingFrom(page: string): string[] {
  const lacking = Object.entries(marks).flatMap(([name, mark]) => {
    const times = page.split(mark).length - 1;
    return times === 1 ? [] : [`${name} is there ${times} times`];
  });
  return page.trimEnd().endsWith(pageEnd) ? lacking : [...lacking, "its end is missing"];
}

/**
 * Holds an answer against the page that it should be.
 * @param expected every byte of it.
 * @param isPrivate whether the origin set cookies with it.
 * @param isChanged whether the changes are in it.
 */
export function checkAnswer(
  answer: Answer,
  expected: Buffer,
  isPrivate: boolean,
  isChanged: boolean,
): Verdict {
  if (answer.status !== 200) return { wrong: [`its status is ${answer.status}`], remarks: [] };
  const body = withoutToken(answer.body ?? Buffer.alloc(0));
  if (!isChanged) return { wrong: body.equals(expected) ? [] : ["it is not the origin's page"], remarks: [] };
  return {
    wrong: missingFrom(body.toString()),
    remarks: [...bodyRemarks(body, expected), ...headerRemarks(answer, isPrivate)],
  };
}

/** The page as it would be for anybody. */
function withoutToken(body: Buffer): Buffer {
  const name = Buffer.from('name="csrf-token" content="');
  const at = body.indexOf(name);
  if (at === -1) return body;
  const anybodys = Buffer.from(body);
  anybodys.write(token, at + name.length);
  return anybodys;
}

function bodyRemarks(body: Buffer, expected: Buffer): string[] {
  if (body.equals(expected)) return [];
  const page = body.toString();
  const wanted = expected.toString();
  const comments = (html: string) => html.split("<!-- product").length - 1;
  const remarks = [
    `${grouped(Math.abs(body.length - expected.length))} bytes ${body.length > expected.length ? "more" : "fewer"} than the page with its changes`,
  ];
  const lost = comments(wanted) - comments(page);
  if (lost > 0) remarks.push(`${lost} of the page's comments lost`);
  const scripts = page.match(/<script\b[^]*?<\/script>/g) ?? [];
  const added = scripts
    .filter((script) => !wanted.includes(script))
    .reduce((sum, script) => sum + script.length, 0);
  if (added > 0) remarks.push(`${grouped(added)} bytes of script added`);
  return remarks;
}

function headerRemarks({ headers }: Answer, isPrivate: boolean): string[] {
  const remarks: string[] = [];
  const cookies = headers.get("set-cookie")?.split("\n") ?? [];
  const lost = isPrivate ? ownCookies.filter((cookie) => !cookies.includes(cookie)).length : 0;
  if (lost > 0) remarks.push(`${lost} of the origin's ${ownCookies.length} cookies lost`);
  const policy = headers.get("cache-control");
  if (policy === undefined) remarks.push("the origin's Cache-Control lost");
  else if (!isPrivate && policy.startsWith("public")) remarks.push("a changed page called public");
  if (headers.get("etag") === etag) remarks.push("the ETag of other bytes kept");
  return remarks;
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}
