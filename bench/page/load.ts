/**
 * The visitors, in a process of their own: asked by its parent to put one load on one contender at a time, it answers
 * with what it saw, and it ends with its parent.
 */
import { quantile } from "../median.ts";
import { missingFrom } from "./check-answer.ts";
import { type Answer, Connection } from "./connection.ts";
import { requestHead } from "./request-head.ts";

/** So many connections, each of which asks for the page again as soon as it has it. */
export interface Load {
  port: number;
  path: string;
  connections: number;
  durationMs: number;
  /** Of each answer, give or take a few where a contender writes numbers of the visitor's into the page. */
  bodyBytes: number;
  giveOrTake: number;
  /** Whether the page has to have the changes. */
  isChanged: boolean;
  /** Whether each connection carries the cookies that it was given, as a browser does. */
  keepsCookies: boolean;
}

export interface Seen {
  requests: number;
  /** With those that came before the clock ran: one on each connection, whose page was checked. */
  allRequests: number;
  elapsedMs: number;
  p50Ms: number;
  p99Ms: number;
  firstByteMs: number;
}

process.on("message", (load: Load) => {
  putOn(load).then(
    (seen) => process.send?.(seen),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.once("disconnect", () => process.exit(0));
process.on("SIGINT", () => undefined);

async function putOn(load: Load): Promise<Seen> {
  const visitors = await Promise.all(Array.from({ length: load.connections }, () => visitorOf(load)));
  const totalMs: number[] = [];
  const firstByteMs: number[] = [];
  const startedAtMs = performance.now();
  const endsAtMs = startedAtMs + load.durationMs;
  await Promise.all(
    visitors.map(async ({ connection, head }) => {
      do {
        const answer = await connection.ask(head, false);
        refuseUnlessRight(answer, load);
        totalMs.push(answer.totalMs);
        firstByteMs.push(answer.firstByteMs);
      } while (performance.now() < endsAtMs);
      connection.close();
    }),
  );
  return {
    requests: totalMs.length,
    allRequests: totalMs.length + visitors.length,
    elapsedMs: performance.now() - startedAtMs,
    p50Ms: quantile(totalMs, 0.5),
    p99Ms: quantile(totalMs, 0.99),
    firstByteMs: quantile(firstByteMs, 0.5),
  };
}

/** Somebody whose first page has arrived, and was right. */
async function visitorOf(load: Load): Promise<{ connection: Connection; head: string }> {
  const connection = await Connection.open(load.port);
  const first = await connection.ask(requestHead(load.path, ""), true);
  refuseUnlessRight(first, load);
  const cookies = load.keepsCookies ? (first.headers.get("set-cookie")?.split("\n") ?? []) : [];
  return {
    connection,
    head: requestHead(load.path, cookies.map((cookie) => cookie.split(";", 1)[0]).join("; ")),
  };
}

function refuseUnlessRight({ status, bodyBytes, body }: Answer, load: Load): void {
  const missing = body === undefined || !load.isChanged ? [] : missingFrom(body.toString());
  const isOfThatLength = Math.abs(bodyBytes - load.bodyBytes) <= load.giveOrTake;
  if (status === 200 && isOfThatLength && missing.length === 0) return;
  throw new Error(
    `${load.path} came with status ${status} and ${bodyBytes} bytes, not ${load.bodyBytes}. ${missing.join(", ")}`,
  );
}
