import type { Answer } from "./connection.ts";
import { site } from "./changes.ts";
import { checkAnswer, type Verdict } from "./check-answer.ts";
import { Connection } from "./connection.ts";
import { type Kind, pathOf, type Size, sizes } from "./pages.ts";
import { requestHead } from "./request-head.ts";
import { type ShopPage, shopPage } from "./shop-page.ts";

/** Who is measured, with which of the origin's pages. */
export interface Contender {
  name: string;
  port: number;
  /** Of the process that does the work. */
  pid: number;
  kind: Exclude<Kind, "held">;
  /** What it makes of the origin's page; Edgewise also puts the snippet's tag into it, as it does on every site. */
  expected: "original" | "changed" | "changed with snippet";
  /** By how many bytes its right answers may differ in length. */
  giveOrTake: number;
  /** More would take so long that nothing could be learnt from it. */
  mostConnections: Record<Size, number>;
}

const pages: Record<Size, ShopPage> = { SMALL: shopPage(sizes.SMALL), LARGE: shopPage(sizes.LARGE) };

/** How a contender answered before it was measured, and how many bytes its right answers have. */
export interface Admission extends Verdict {
  bodyBytes: Record<Size, number>;
}

/** Asks for each page once and holds it against what it should be. */
export async function admit(contender: Contender): Promise<Admission> {
  const small = await ask(contender, "SMALL");
  const large = await ask(contender, "LARGE");
  const isPrivate = contender.kind !== "shared";
  const verdicts = [
    checkAnswer(small, pageFrom(contender, "SMALL"), isPrivate, contender.expected !== "original"),
    checkAnswer(large, pageFrom(contender, "LARGE"), isPrivate, contender.expected !== "original"),
  ];
  return {
    wrong: verdicts.flatMap(({ wrong }) => wrong),
    remarks: verdicts[0]?.remarks ?? [],
    bodyBytes: { SMALL: small.bodyBytes, LARGE: large.bodyBytes },
  };
}

function pageFrom({ expected }: Contender, size: Size): Buffer {
  const { original, changed } = pages[size];
  if (expected === "original") return original;
  if (expected === "changed") return changed;
  const tag = `<script async src="${site.prefix}s.js"></script>`;
  return Buffer.from(changed.toString().replace("<head>", `<head>${tag}`));
}

async function ask({ port, kind }: Contender, size: Size): Promise<Answer> {
  const connection = await Connection.open(port);
  try {
    return await connection.ask(requestHead(pathOf(kind, size), ""), true);
  } finally {
    connection.close();
  }
}

/** When the first byte comes of a page whose second half the origin holds back, in ms. */
export async function firstByteOfHeldPage({ port }: Contender): Promise<number> {
  const connection = await Connection.open(port);
  try {
    return (await connection.ask(requestHead(pathOf("held", "SMALL"), ""), false)).firstByteMs;
  } finally {
    connection.close();
  }
}
