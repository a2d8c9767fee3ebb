import type { Context } from "hono";
import type { ApiEnv } from "./signed-in.ts";

/** Sends a piece of a file, once there is room for it. */
export type Send = (text: string) => Promise<void>;

/** A file that is sent as it is written. Where that fails, so does the connection: nobody takes the half for the whole. */
export function fileAnswer(
  { executionCtx }: Pick<Context<ApiEnv>, "executionCtx">,
  { name, type }: { name: string; type: string },
  write: (send: Send) => Promise<void>,
): Response {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const utf8 = new TextEncoder();
  const written = async () => {
    try {
      await write((text) => writer.write(utf8.encode(text)));
      await writer.close();
    } catch (error) {
      console.error({ message: "A file broke off.", name, error: String(error) });
      await writer.abort(error).catch(() => undefined);
    }
  };
  executionCtx.waitUntil(written());
  return new Response(readable, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
