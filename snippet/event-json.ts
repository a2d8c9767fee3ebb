import { toJson } from "./to-json.ts";

/** So that events of one millisecond lie in the order in which they happened. */
let count = 1e4;

/**
 * An event as the JSON in which it is kept and sent. Its parameters are as the page has them: the server makes them
 * fit. It begins with the time, so that the texts of events are in order of time.
 * @throws TypeError where they cannot be JSON
 */
export const eventJson = (name: string, params: object | undefined): string => {
  return toJson({
    timeMs: Date.now(),
    // 128 bits at random. Not `randomUUID`, which a page served over plain HTTP does not have.
    id: [count++, ...crypto.getRandomValues(new Uint32Array(4))].join("-"),
    name,
    params,
  });
};
