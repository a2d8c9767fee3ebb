/**
 * An event as the JSON in which it is kept and sent: an `Event` of `model/event.ts`. Empty where the name is not one
 * that an event can have.
 */
export function eventJson(name: string, params: unknown): string {
  return /^[a-z]\w{0,39}$/i.test(name)
    ? `{"id":"${eventId()}","name":"${name}","timeMs":${Date.now()},"params":${recordJson(params)}}`
    : "";
}

/**
 * 22 characters, 110 bits at random. Not `randomUUID`, which a page served over plain HTTP does not have, nor
 * `Array.from`, which older Prototype.js replaces by one that maps nothing.
 */
function eventId(): string {
  return [...crypto.getRandomValues(new Uint8Array(22))].map((byte) => (byte & 31).toString(32)).join("");
}

/**
 * The JSON of what the server accepts of some parameters. It refuses a batch as a whole, so one stray value of a
 * page's own `track` call would otherwise take up to 49 good events with it.
 *
 * Only texts, numbers and booleans go through `JSON.stringify`, since some libraries teach arrays and objects a
 * `toJSON` of their own: https://github.com/prototypejs/prototype/issues/327
 */
function recordJson(record: unknown, isItem?: boolean): string {
  const members = Object.entries(record ?? {}).map(([name, value]) => {
    const json = /^(items|identities)$/.test(name)
      ? Array.isArray(value) &&
        !isItem &&
        `[${value
          .slice(0, 200)
          .map((item) => recordJson(item, true))
          .join()}]`
      : /^(string|number|boolean)$/.test(typeof value) &&
        JSON.stringify(typeof value == "string" ? value.slice(0, 1000) : value);
    return json && name.length < 41 && JSON.stringify(name) + ":" + json;
  });
  return `{${members.filter(Boolean).slice(0, 40).join()}}`;
}
