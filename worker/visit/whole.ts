/** A body read to its end, or, where that would take too much memory, a stream that still gives all of it. */
export type Body = { whole: true; bytes: Uint8Array } | { whole: false; stream: ReadableStream<Uint8Array> };

/** Reads a body of up to `mostBytes`; of a longer one nothing is lost. */
export async function readWhole(body: ReadableStream<Uint8Array>, mostBytes: number): Promise<Body> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { whole: true, bytes: joined(chunks, size) };
    chunks.push(value);
    size += value.byteLength;
    if (size > mostBytes) return { whole: false, stream: continued(chunks, reader) };
  }
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

function continued(
  chunks: readonly Uint8Array[],
  reader: ReadableStreamDefaultReader<Uint8Array>,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
