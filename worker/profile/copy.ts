import type { ProfileState } from "./state.ts";

/** In UTF-16 units, give or take an event. */
const pieceLength = 30_000;

/** All that a profile holds, for the person whom it is about: one JSON object. Moments are in ms since 1970. */
export function copyOf(state: ProfileState): ReadableStream<Uint8Array> {
  const pieces = piecesOf(state);
  const utf8 = new TextEncoder();
  return new ReadableStream({
    // Others do not travel between objects.
    type: "bytes",
    pull(controller) {
      const piece = pieces.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(utf8.encode(piece.value));
    },
  });
}

function* piecesOf({ sources, traits, nodes, events }: ProfileState): Generator<string> {
  const all = [...sources].map(([source, own]) => ({ source, ...own }));
  let piece = `${JSON.stringify({ nodes, sources: all, traits }).slice(0, -1)},"events":[`;
  let comma = "";
  for (const event of events.all()) {
    piece += comma + JSON.stringify(event);
    comma = ",";
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}]}`;
}
