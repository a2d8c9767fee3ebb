/**
 * An event as the JSON in which it is kept and sent. Its parameters are as the page has them: the server makes them
 * fit.
 * @throws TypeError where they cannot be JSON
 */
export function eventJson(name: string, params: object | undefined): string {
  // 128 bits at random. Not `randomUUID`, which a page served over plain HTTP does not have.
  const id = crypto.getRandomValues(new Uint32Array(4)).join("-");
  // Each value is asked for again, since some libraries teach texts, arrays and objects a `toJSON` of their own:
  // https://github.com/prototypejs/prototype/issues/327
  return JSON.stringify({ id, name, timeMs: Date.now(), params }, function (this: Params, key) {
    // What others say of a product is long, and nobody's business here.
    return key == "review" ? undefined : this[key];
  });
}

type Params = Readonly<Record<string, unknown>>;
