/**
 * A body read to its end, or a stream that still gives all of it: where it is too `long` to be kept, or too `slow` to be
 * waited for.
 */
export type Body =
  | { whole: true; bytes: Uint8Array }
  | { whole: false; why: "long" | "slow"; stream: ReadableStream<Uint8Array> };

/** Pieces of this size are asked for: small ones would cost as much as parsing the page. */
const pieceBytes = 64 * 1024;

/** How long a body is waited for: in all, and, give or take as much, for its next piece. */
export interface Patience {
  wholeMs: number;
  pieceMs: number;
}

/** Reads a body of up to `mostBytes`, for as long as there is patience; nothing of it is lost. */
export async function readWhole(
  body: ReadableStream<Uint8Array>,
  mostBytes: number,
  patience?: Patience,
): Promise<Body> {
  const reader = pieceReader(body);
  const chunks: Uint8Array[] = [];
  const startedAtMs = Date.now();
  const watch = patience === undefined ? undefined : new Watch(patience.pieceMs);
  let size = 0;
  try {
    for (;;) {
      const read = reader.read();
      const next = await (watch === undefined ? read : Promise.race([read, watch.tooLate]));
      if (next === undefined) return { whole: false, why: "slow", stream: continued(chunks, reader, read) };
      if (next.done) return { whole: true, bytes: joined(chunks, size) };
      watch?.progress();
      chunks.push(next.value);
      size += next.value.byteLength;
      if (size > mostBytes) return { whole: false, why: "long", stream: continued(chunks, reader) };
      if (patience !== undefined && Date.now() - startedAtMs > patience.wholeMs)
        return { whole: false, why: "slow", stream: continued(chunks, reader) };
    }
  } finally {
    watch?.stop();
  }
}

/** Sees that something goes on, with one timer for all of it as long as that is quick. */
class Watch {
  readonly tooLate: Promise<undefined>;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isProgressing = false;

  /** @param ms how long nothing may happen, twice that at most. */
  constructor(ms: number) {
    this.tooLate = new Promise((resolve) => {
      const look = () => {
        const wasProgressing = this.#isProgressing;
        this.#isProgressing = false;
        // On a busy machine both may be due: then what came counts.
        this.#timer = wasProgressing
          ? setTimeout(look, ms)
          : setTimeout(() => (this.#isProgressing ? look() : resolve(undefined)), 0);
      };
      this.#timer = setTimeout(look, ms);
    });
  }

  progress(): void {
    this.#isProgressing = true;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

type Piece = { done: false; value: Uint8Array } | { done: true; value?: undefined };

interface PieceReader {
  read: () => Promise<Piece>;
  cancel: (reason: unknown) => Promise<void>;
}

/** Reads whatever is there at once, where the stream can do that: those that come from the network can. */
function pieceReader(body: ReadableStream<Uint8Array>): PieceReader {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = body.getReader({ mode: "byob" });
  } catch {
    const plain = body.getReader();
    return { read: () => plain.read(), cancel: (reason) => plain.cancel(reason) };
  }
  return {
    async read() {
      const { done, value } = await reader.read(new Uint8Array(pieceBytes));
      return done || value === undefined ? { done: true } : { done: false, value };
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** @param begun a read that was not waited for. */
function continued(
  chunks: readonly Uint8Array[],
  reader: PieceReader,
  begun?: Promise<Piece>,
): ReadableStream<Uint8Array> {
  let next = begun;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
    },
    async pull(controller) {
      const read = next ?? reader.read();
      next = undefined;
      const { done, value } = await read;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
