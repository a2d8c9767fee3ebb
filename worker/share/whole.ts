import { GrowingBytes } from "../rewrite/growing-bytes.ts";

/**
 * A body read to its end, or a stream that still gives all of it: where it is too `long` to be kept, or too `slow` to be
 * waited for.
 */
export type Body =
  | { whole: true; bytes: Uint8Array }
  | { whole: false; why: "long" | "slow"; stream: ReadableStream<Uint8Array> };

/** How much room is made for a piece: for the first where nothing is known of it, and for the others. */
const pieceBytes = 64 * 1024;
const leastPieceBytes = 4 * 1024;
const mostPieceBytes = 256 * 1024;

/** For longer ones room is made as they come. */
const mostExpectedBytes = 2 * 1024 * 1024;

/** How long a body is waited for: in all, and for its next piece. */
export interface Patience {
  wholeMs: number;
  pieceMs: number;
}

/**
 * Reads a body of up to `mostBytes`, for as long as there is patience; nothing of it is lost.
 * @param expectedBytes how long it is, as far as its answer says so; 0 where it does not.
 */
export async function readWhole(
  body: ReadableStream<Uint8Array>,
  mostBytes: number,
  patience?: Patience,
  expectedBytes = 0,
): Promise<Body> {
  const reader = pieceReader(body);
  const room = Math.min(expectedBytes, mostExpectedBytes) || pieceBytes;
  let place = new ArrayBuffer(room);
  let arrived = new GrowingBytes(new Uint8Array());
  const watch = patience === undefined ? undefined : new Watch(patience);
  const goesOn = (why: "long" | "slow", begun?: Promise<Piece>): Body => {
    return { whole: false, why, stream: continued(arrived.bytes, reader, begun) };
  };
  try {
    for (;;) {
      const read = reader.read(place);
      const next = await (watch === undefined ? read : Promise.race([read, watch.tooLate]));
      if (next === undefined) return goesOn("slow", read);
      if (next.done) return { whole: true, bytes: arrived.bytes };
      watch?.progress();
      if (next.place !== undefined && arrived.bytes.byteLength === 0) {
        // Most pages come in one piece: it stays where it is, and what else comes is put behind it.
        const { length } = next.value;
        arrived = new GrowingBytes(new Uint8Array(next.place), length);
        place = new ArrayBuffer(Math.max(leastPieceBytes, Math.min(room - length, mostPieceBytes)));
      } else {
        arrived.add(next.value);
        place = next.place ?? place;
      }
      const { byteLength } = arrived.bytes;
      if (byteLength > mostBytes) return goesOn("long");
      // Whoever speaks HTTP sends no more than was said (RFC 9112 §6.3); so nobody has to wait for the end.
      if (byteLength === expectedBytes) return { whole: true, bytes: arrived.bytes };
      if (watch?.isOver === true) return goesOn("slow");
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
  readonly #startedAtMs = Date.now();
  readonly #patience: Patience;
  #progressAtMs = this.#startedAtMs;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(patience: Patience) {
    this.#patience = patience;
    this.tooLate = new Promise((resolve) => {
      const look = () => {
        const leftMs = this.#progressAtMs + patience.pieceMs - Date.now();
        if (leftMs > 0) lookAfter(leftMs);
        else resolve(undefined);
      };
      const lookAfter = (ms: number) => {
        // On a busy machine a piece may be due as well: then it comes first, and counts.
        this.#timer = setTimeout(() => (this.#timer = setTimeout(look, 0)), ms);
      };
      lookAfter(patience.pieceMs);
    });
  }

  /** Whether all of it takes too long, though something goes on. */
  get isOver(): boolean {
    return this.#progressAtMs - this.#startedAtMs > this.#patience.wholeMs;
  }

  progress(): void {
    this.#progressAtMs = Date.now();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

type Piece = { done: true } | { done: false; value: Uint8Array; place?: ArrayBuffer };

interface PieceReader {
  /** @param place for the piece: where the stream can put it there, it comes back with it. */
  read: (place: ArrayBuffer) => Promise<Piece>;
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
    async read(place) {
      const { done, value } = await reader.read(new Uint8Array(place));
      return done || value === undefined ? { done: true } : { done, value, place: value.buffer };
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
      const piece = await (next ?? reader.read(new ArrayBuffer(pieceBytes)));
      next = undefined;
      if (piece.done) controller.close();
      else controller.enqueue(piece.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
