/**
 * A body read to its end, or a stream that still gives all of it: where it is too `long` to be kept, or too `slow` to be
 * waited for.
 */
export type Body =
  | { whole: true; bytes: Uint8Array }
  | { whole: false; why: "long" | "slow"; stream: ReadableStream<Uint8Array> };

/** Pieces of this size are asked for: small ones would cost as much as parsing the page. */
const pieceBytes = 64 * 1024;

/** How long a body is waited for: in all, and for its next piece. */
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
  let size = 0;
  for (;;) {
    const read = reader.read();
    const next = await (patience === undefined ? read : within(read, patience.pieceMs));
    if (next === undefined) return { whole: false, why: "slow", stream: continued(chunks, reader, read) };
    if (next.done) return { whole: true, bytes: joined(chunks, size) };
    chunks.push(next.value);
    size += next.value.byteLength;
    if (size > mostBytes) return { whole: false, why: "long", stream: continued(chunks, reader) };
    if (patience !== undefined && Date.now() - startedAtMs > patience.wholeMs)
      return { whole: false, why: "slow", stream: continued(chunks, reader) };
  }
}

/** What was read, if it is there in time. */
function within(read: Promise<Piece>, ms: number): Promise<Piece | undefined> {
  return new Promise((resolve, reject) => {
    // On a busy machine both may be due: then what came counts.
    const timer = setTimeout(() => setTimeout(() => resolve(undefined), 0), ms);
    read.then(resolve, reject).finally(() => clearTimeout(timer));
  });
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
