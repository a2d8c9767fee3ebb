import { profileOf } from "../profile/profile-of.ts";
import { whoIs } from "./who-is-who.ts";

/** Grows when the document gets another shape. */
const format = 1;

/**
 * Everything that is known of a person, as one JSON document: who they are known as, and all that their profile holds.
 * It comes in pieces, as it is read. @returns `undefined` where nobody is known.
 */
export async function copyOf(
  env: Env,
  site: string,
  id: string,
): Promise<ReadableStream<Uint8Array> | undefined> {
  const { profile, ...known } = await whoIs(env, site, id);
  const copy = await profileOf(env.PROFILES, site, profile).copy();
  if (copy === null) return undefined;
  const head = { format, site, profile, at: new Date(Date.now()).toISOString(), ...known };
  return streamOf(joined(`${JSON.stringify(head).slice(0, -1)},"known":`, copy, "}"));
}

async function* joined(
  before: string,
  pieces: ReadableStream<Uint8Array>,
  after: string,
): AsyncGenerator<Uint8Array> {
  const utf8 = new TextEncoder();
  yield utf8.encode(before);
  for await (const piece of pieces) yield piece;
  yield utf8.encode(after);
}

function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const piece = await pieces.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(piece.value);
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
}
