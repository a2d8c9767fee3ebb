import { expect, it } from "vitest";
import { readWhole } from "./whole.ts";

const text = "Velvet Brick No. 7. ".repeat(10_000);
const page = new TextEncoder().encode(text);
const patience = { wholeMs: 5000, pieceMs: 300 };

/** The page in pieces of these sizes, in turns; at `undefined` it stops until `goOn` is settled. */
function plain(sizes: readonly (number | undefined)[], goOn?: Promise<void>): ReadableStream<Uint8Array> {
  let at = 0;
  let turn = 0;
  return new ReadableStream({
    async pull(controller) {
      let size = sizes[turn++ % sizes.length];
      if (size === undefined) {
        await goOn;
        size = page.length;
      }
      if (at === page.length) controller.close();
      else controller.enqueue(page.slice(at, (at = Math.min(page.length, at + size))));
    },
  });
}

/** The same in the form in which bodies come from a server, which tells their length where it knows it. */
function fromServer(body: ReadableStream<Uint8Array>, isLengthKnown: boolean): ReadableStream<Uint8Array> {
  const { readable, writable } = isLengthKnown
    ? new FixedLengthStream(page.length)
    : new IdentityTransformStream();
  void body.pipeTo(writable);
  return readable;
}

const ways = {
  "from a server that tells its length": (body: ReadableStream<Uint8Array>) => fromServer(body, true),
  "from a server that tells no length": (body: ReadableStream<Uint8Array>) => fromServer(body, false),
  "from a script": (body: ReadableStream<Uint8Array>) => body,
};

it.each(Object.entries(ways))("a body %s is read whole, in whatever pieces it comes", async (way, made) => {
  const expectedBytes = way.endsWith("its length") ? page.length : 0;
  for (const sizes of [[page.length], [997], [70_000], [100, 90_000, 1], [page.length - 1]]) {
    const body = await readWhole(made(plain(sizes)), 1e6, patience, expectedBytes);
    if (!body.whole) throw new Error(`It was too ${body.why}.`);
    expect(new TextDecoder().decode(body.bytes) === text, sizes.join(" ")).toBe(true);
  }
});

it.each(Object.entries(ways))(
  "a body %s that stops goes on as a stream, with nothing lost",
  async (way, made) => {
    const expectedBytes = way.endsWith("its length") ? page.length : 0;
    for (const before of [[], [1000], [70_000, 70_000]]) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const coming = made(plain([...before, undefined], promise));
      const body = await readWhole(coming, 1e6, { ...patience, pieceMs: 20 }, expectedBytes);
      if (body.whole) throw new Error("It was waited for.");
      expect(body.why).toBe("slow");
      let seen = "";
      const decoder = new TextDecoder();
      const isThere = before.reduce((sum, size) => sum + size, 0);
      if (isThere === 0) resolve();
      for await (const piece of body.stream) {
        seen += decoder.decode(piece, { stream: true });
        // What is there already has not waited for the rest.
        if (seen.length >= isThere) resolve();
      }
      expect(seen === text).toBe(true);
    }
  },
);

it.each(Object.entries(ways))(
  "a body %s that is too long goes on as a stream, with nothing lost",
  async (way, made) => {
    const expectedBytes = way.endsWith("its length") ? page.length : 0;
    const body = await readWhole(made(plain([70_000])), 100_000, patience, expectedBytes);
    if (body.whole) throw new Error("It was kept.");
    expect(body.why).toBe("long");
    expect((await new Response(body.stream).text()) === text).toBe(true);
  },
);
