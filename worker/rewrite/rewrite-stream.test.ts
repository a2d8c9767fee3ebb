import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Edit } from "../decide/compile-rules.ts";
import { anyEdit } from "../testing/any-edit.ts";
import { brokenPage } from "../testing/broken-page.ts";
import { forWhom, offer, selectors, tag } from "../testing/on-broken-pages.ts";
import { fuzzRuns } from "../testing/fuzz-runs.ts";
import { canStream } from "./need-of.ts";
import { rewritePage } from "./rewrite.ts";
import { rewriteStream } from "./rewrite-stream.ts";

const numRuns = fuzzRuns();

const insertion = fc
  .tuple(
    fc.constantFrom(...selectors),
    fc.constantFrom("before" as const, "after" as const, "start" as const, "end" as const),
  )
  .map(([selector, position]): Edit => ({
    type: "insertOffer",
    placement: { id: "p", name: "P", selector, position },
    offer,
    rule: "r",
    trigger: null,
  }));
const edit = fc.oneof(
  insertion,
  anyEdit(selectors).filter((any) => canStream([any])),
);

/** A page that comes in pieces of these lengths, again and again, and breaks off at its end where `failure` is given. */
function coming(bytes: Uint8Array, lengths: readonly number[], failure?: Error): ReadableStream<Uint8Array> {
  let at = 0;
  let piece = 0;
  return new ReadableStream({
    async pull(controller) {
      if (piece % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      if (at >= bytes.byteLength)
        return failure === undefined ? controller.close() : controller.error(failure);
      const length = lengths[piece++ % lengths.length] ?? 1;
      controller.enqueue(bytes.slice(at, at + length));
      at += length;
    },
  });
}

async function read(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const text = (bytes: Uint8Array) => new TextDecoder("windows-1252").decode(bytes);
const quietly = { onFailure: () => undefined };
const lengths = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 });

describe("a page rewritten while it comes", () => {
  it("has the same bytes as one that was there as a whole", { timeout: 20_000 + numRuns * 30 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        brokenPage,
        fc.array(edit, { maxLength: 4 }),
        lengths,
        async (bytes, edits, pieces) => {
          const rewrite = { edits, head: tag, ...forWhom };
          const whole = rewritePage(bytes, "text/html", rewrite);
          const failures: unknown[] = [];
          const streamed = await read(
            rewriteStream(coming(bytes, pieces), "text/html", rewrite, {
              onFailure: (error) => failures.push(error),
            }),
          );
          expect(text(streamed)).toBe(text(whole));
          expect(failures).toEqual([]);
        },
      ),
      { numRuns },
    );
  });

  it("has every byte of the shop's where it fails on the way", async () => {
    const failing: Edit = {
      type: "setText",
      selector: "h1",
      get text(): string {
        throw new Error("a fault of ours");
      },
    };
    const page = new TextEncoder().encode(
      `<p>${"before".repeat(400)}</p><h1>A</h1>${"<p>after</p>".repeat(400)}`,
    );
    const failures: unknown[] = [];
    const told = { onFailure: (error: unknown) => void failures.push(error) };
    const rewrite = { edits: [failing], head: "", ...forWhom };
    const streamed = await read(rewriteStream(coming(page, [700]), "text/html", rewrite, told));
    expect(text(streamed)).toBe(text(page));
    expect(failures).toHaveLength(1);
  });

  it("is no longer kept where it is too long to be looked through", async () => {
    const sent: Uint8Array[] = [];
    const long = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent.length === 20) return controller.close();
        sent.push(new TextEncoder().encode("<p>more</p>".repeat(100_000)));
        controller.enqueue(sent.at(-1));
      },
    });
    const failures: unknown[] = [];
    const told = { onFailure: (error: unknown) => void failures.push(error) };
    const stream = rewriteStream(long, "text/html", { edits: [], head: "", ...forWhom }, told);
    const came: Uint8Array[] = [];
    for await (const piece of stream) came.push(piece);
    expect(failures).toHaveLength(1);
    // Once it is given up, its pieces go out as they are.
    expect(came.at(-1)).toBe(sent.at(-1));
    expect(came.reduce((sum, { length }) => sum + length, 0)).toBe(20 * 1_100_000);
  });

  const html = `<html><head></head><body><h1>A</h1><p id=hold>B</p>${"<div>filling</div>".repeat(2000)}<p>the end</body></html>`;
  const bytes = new TextEncoder().encode(html);

  it("goes out as far as it is settled, before the rest is there", async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const half = Math.floor(bytes.length / 2);
    let sent = 0;
    const slow = new ReadableStream<Uint8Array>({
      async pull(controller) {
        sent += 1;
        if (sent === 1) return controller.enqueue(bytes.slice(0, half));
        await released;
        controller.enqueue(bytes.slice(half));
        controller.close();
      },
    });
    const edits: Edit[] = [
      { type: "setText", selector: "h1", text: "New" },
      {
        type: "insertOffer",
        placement: { id: "p", name: "P", selector: "body", position: "end" },
        offer,
        rule: "r",
        trigger: null,
      },
    ];
    const rewrite = { edits, head: tag, ...forWhom };
    const reader = rewriteStream(slow, "text/html", rewrite, quietly).getReader();
    let early = "";
    while (early.length < half - 2000) {
      const { value } = await reader.read();
      early += text(value ?? new Uint8Array());
    }
    expect(early).toContain(`<head>${tag}</head><body><h1>New</h1>`);
    release();
    let late = "";
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read())
      late += text(value ?? new Uint8Array());
    expect(early + late).toBe(text(rewritePage(bytes, "text/html", rewrite)));
  });

  it("breaks off where the shop's server does, and never looks whole then", async () => {
    const rewrite = { edits: [], head: tag, ...forWhom };
    const broken = rewriteStream(coming(bytes, [5000], new Error("gone")), "text/html", rewrite, quietly);
    await expect(read(broken)).rejects.toThrow("gone");
  });

  it("is left alone where its character set cannot be read", async () => {
    const failures: unknown[] = [];
    const told = { onFailure: (error: unknown) => void failures.push(error) };
    const rewrite = { edits: [], head: tag, ...forWhom };
    const stream = rewriteStream(coming(bytes, [100]), "text/html; charset=utf-16", rewrite, told);
    expect(text(await read(stream))).toBe(html);
    expect(failures).toHaveLength(1);
  });

  it("is no longer asked for when nobody wants it", async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("<p>more</p>".repeat(100))),
      cancel: () => void (cancelled = true),
    });
    const reader = rewriteStream(
      endless,
      "text/html",
      { edits: [], head: tag, ...forWhom },
      quietly,
    ).getReader();
    await reader.read();
    await reader.cancel();
    await expect.poll(() => cancelled).toBe(true);
  });
});
