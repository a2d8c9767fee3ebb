type Values = Readonly<Record<string, unknown>>;

/**
 * JSON of what a page says. Each value is asked for again, since some libraries teach texts, arrays and objects a
 * `toJSON` of their own: https://github.com/prototypejs/prototype/issues/327
 * @throws TypeError where it cannot be JSON
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Values, key) {
    // What others say of a product is long, and nobody's business here.
    return key == "review" ? undefined : this[key];
  });
}
