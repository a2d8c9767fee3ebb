import { GrowingBytes } from "../rewrite/growing-bytes.ts";

/**
 * A body read to its end, or a stream that still gives all of it: where it is too `long` to be kept, or too `slow` to be
 * waited for.
 */
export type Body =
  | { whole: true; bytes: Uint8Array }
  | { whole: false; why: "long" | "slow"; stream: ReadableStream<Uint8Array> };

/** Pieces of this size are asked for: small ones would cost as much as parsing the page. */
const pieceBytes = 64 * 1024;

/** For longer ones room is made as they come. */
const mostExpectedBytes = 2 * 1024 * 1024;

/** How long a body is waited for: in all, and, give or take as much, for its next piece. */
export interface Patience {
  wholeMs: number;
  pieceMs: number;
}

/**
 * Reads a body of up to `mostBytes`, for as long as there is patience; nothing of it is lost.
 * @param expectedBytes how long it will probably be, as far as that is known: more or less does no harm.
 */
export async function readWhole(
  body: ReadableStream<Uint8Array>,
  mostBytes: number,
  patience?: Patience,
  expectedBytes = 0,
): Promise<Body> {
  const reader = pieceReader(body);
  const arrived = new GrowingBytes(Math.min(expectedBytes, mostExpectedBytes) || pieceBytes);
  const startedAtMs = Date.now();
  const watch = patience === undefined ? undefined : new Watch(patience.pieceMs);
  const goesOn = (why: "long" | "slow", begun?: Promise<Piece>): Body => {
    return { whole: false, why, stream: continued(arrived.bytes, reader, begun) };
  };
  try {
    for (;;) {
      const read = reader.read(false);
      const next = await (watch === undefined ? read : Promise.race([read, watch.tooLate]));
      if (next === undefined) return goesOn("slow", read);
      if (next.done) return { whole: true, bytes: arrived.bytes };
      watch?.progress();
      arrived.add(next.value);
      if (arrived.bytes.byteLength > mostBytes) return goesOn("long");
      if (patience !== undefined && Date.now() - startedAtMs > patience.wholeMs) return goesOn("slow");
    }
  } finally {
    watch?.stop();
  }
}

/** The length that an answer says it has; 0 where it says nothing, or speaks of what it is packed to. */
export function expectedBytesOf({ headers }: Response): number {
  if (headers.has("content-encoding")) return 0;
  const length = Number(headers.get("content-length") ?? 0);
  return Number.isSafeInteger(length) && length > 0 ? length : 0;
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
  /** @param isKept `false` where the piece is used before the next is asked for: they may then lie in the same place. */
  read: (isKept: boolean) => Promise<Piece>;
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
  let used: ArrayBuffer | undefined;
  return {
    async read(isKept) {
      const place = isKept ? undefined : used;
      used = undefined;
      const { done, value } = await reader.read(new Uint8Array(place ?? new ArrayBuffer(pieceBytes)));
      if (done || value === undefined) return { done: true };
      if (!isKept) used = value.buffer;
      return { done: false, value };
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

/**
 * @param bytes what has been read.
 * @param begun a read that was not waited for.
 */
function continued(
  bytes: Uint8Array,
  reader: PieceReader,
  begun?: Promise<Piece>,
): ReadableStream<Uint8Array> {
  let next = begun;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (bytes.byteLength > 0) controller.enqueue(bytes);
    },
    async pull(controller) {
      const read = next ?? reader.read(true);
      next = undefined;
      const { done, value } = await read;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
