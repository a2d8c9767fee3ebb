type Values = Readonly<Record<string, unknown>>;

/**
 * JSON of what a page says. Each value is asked for again, since some libraries teach texts, arrays and objects a
 * `toJSON` of their own: https://github.com/prototypejs/prototype/issues/327
 * @throws TypeError where it cannot be JSON
 */
export const toJson = (value: unknown): string => {
  // oxlint-disable-next-line typescript/no-explicit-any -- With any other, the compiler wants a return that says nothing.
  return JSON.stringify(value, function (this: Values, key): any {
    // What others say of a product is long, and nobody's business here.
    if (key != "review") return this[key];
  });
};
