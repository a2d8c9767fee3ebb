import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { brokenPage } from "../../worker/testing/broken-page.ts";

/** How a shop's server answers on one path, and how well. */
export interface FuzzedAnswer {
  path: (typeof paths)[number];
  page: Uint8Array;
  status: number;
  contentType: string;
  packing: Packing;
  cacheControl: string;
  /** Whether the server says how long its answer is, or sends it in chunks. */
  saysLength: boolean;
  /** Where its pieces end, as shares of it. */
  pieces: readonly number[];
  /** Before each piece. */
  pausesMs: readonly number[];
  /** The share of it after which the server breaks off; `null` for never. */
  breaksOffAt: number | null;
}

type Packing = "none" | "gzip" | "br" | "deflate" | "halfGzip" | "noGzip";

/** Pages without rules, and with those of the test. */
export const paths = ["/plain", "/probed", "/welcome", "/everywhere"] as const;

const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const usually = <T>(usual: T, ...others: T[]) =>
  fc.oneof(
    { weight: 3 * others.length, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

/** Also those in which a tag may not be a tag, and what is no page. */
const contentTypes = [
  "text/html; charset=utf-8",
  "text/html",
  "text/html; charset=ISO-8859-1",
  "Text/HTML;charset=Shift_JIS",
  "text/html; charset=gb18030",
  "text/html; charset=utf-16",
  "text/html; charset=iso-2022-jp",
  "text/html; charset=no-such-charset",
  "application/xhtml+xml",
  "text/plain",
];

export const fuzzedAnswer: fc.Arbitrary<FuzzedAnswer> = fc.record({
  path: fc.constantFrom(...paths),
  page: brokenPage,
  status: usually(200, 404, 500, 203),
  contentType: usually("text/html; charset=utf-8", ...contentTypes),
  packing: usually<Packing>("none", "gzip", "br", "deflate", "halfGzip", "noGzip"),
  cacheControl: fc.constantFrom("", "public, max-age=600", "private", "no-store", "max-age=0, s-maxage=60"),
  saysLength: fc.boolean(),
  pieces: fc.array(share, { maxLength: 5 }),
  pausesMs: fc.array(usually(0, 1, 3, 30), { maxLength: 4 }),
  breaksOffAt: fc.option(share, { freq: 4 }),
});

/** The page as the server writes it for whoever is signed in: somewhere in it is what only they may see. */
export function pageFor({ page }: FuzzedAnswer, session: string | undefined): Buffer {
  const own = Buffer.from(session === undefined ? "" : `<p>secret-${session}</p>`);
  const middle = Math.floor(page.length / 2);
  return Buffer.concat([page.subarray(0, middle), own, page.subarray(middle)]);
}

/** As it goes over the wire. */
export function packed(page: Buffer, packing: Packing): { bytes: Buffer; encoding: string | undefined } {
  switch (packing) {
    case "none":
      return { bytes: page, encoding: undefined };
    case "gzip":
      return { bytes: gzipSync(page), encoding: "gzip" };
    case "br":
      return { bytes: brotliCompressSync(page), encoding: "br" };
    case "deflate":
      return { bytes: deflateSync(page), encoding: "deflate" };
    case "halfGzip": {
      const bytes = gzipSync(page);
      return { bytes: bytes.subarray(0, bytes.length / 2), encoding: "gzip" };
    }
    case "noGzip":
      return { bytes: page, encoding: "gzip" };
  }
}

/** Whether an answer of so many bytes ends before it is whole. */
export function breaksOff({ breaksOffAt, saysLength }: FuzzedAnswer, sizeBytes: number): boolean {
  return breaksOffAt !== null && (!saysLength || Math.floor(sizeBytes * breaksOffAt) < sizeBytes);
}

/** A shop's server that gives the answers that it is told, by the number in a page's address. */
export async function startFuzzedShop(
  answerOf: (number: number) => FuzzedAnswer | undefined,
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const number = Number(new URL(request.url ?? "/", "http://shop").searchParams.get("number"));
    const answer = answerOf(number);
    if (answer === undefined) response.writeHead(404).end();
    else give(answer, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function give(answer: FuzzedAnswer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const session = /session=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
  const { bytes, encoding } = packed(pageFor(answer, session), answer.packing);
  response.writeHead(answer.status, {
    "content-type": answer.contentType,
    ...(encoding === undefined ? {} : { "content-encoding": encoding }),
    ...(answer.cacheControl === "" ? {} : { "cache-control": answer.cacheControl }),
    ...(answer.saysLength ? { "content-length": bytes.length } : { "transfer-encoding": "chunked" }),
  });
  const isBroken = breaksOff(answer, bytes.length);
  const end = isBroken ? Math.floor(bytes.length * (answer.breaksOffAt ?? 1)) : bytes.length;
  const ends = [...answer.pieces.map((at) => Math.floor(at * end)).toSorted((a, b) => a - b), end];
  let sent = 0;
  for (const [at, until] of ends.entries()) {
    const pauseMs = answer.pausesMs[at] ?? 0;
    if (pauseMs > 0) await new Promise((waited) => setTimeout(waited, pauseMs));
    if (until > sent) await new Promise((written) => response.write(bytes.subarray(sent, until), written));
    sent = Math.max(sent, until);
  }
  if (isBroken) response.destroy();
  else response.end();
}
