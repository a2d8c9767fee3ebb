/** The directives of a `Cache-Control` header, by name in lower case; `""` for one without a value. */
export type Directives = ReadonlyMap<string, string>;

const directive = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?/g;

/** Of a directive that is there twice the first counts. Source: RFC 9111 §4.2.1, §5.2. */
export function readCacheControl(header: string | null): Directives {
  const directives = new Map<string, string>();
  for (const [, name = "", quoted, plain] of (header ?? "").matchAll(directive)) {
    const key = name.toLowerCase();
    if (!directives.has(key)) directives.set(key, quoted ?? plain ?? "");
  }
  return directives;
}

/** @returns `undefined` where the directive is not there; 0 where it does not say a whole number: then nothing is fresh. */
export function secondsOf(directives: Directives, name: string): number | undefined {
  const value = directives.get(name);
  if (value === undefined) return undefined;
  return /^\d{1,10}$/.test(value) ? Number(value) : 0;
}
