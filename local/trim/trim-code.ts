/** The code, in which a class has only these methods and those that they call. @throws where one is not there. */
export function reachedFrom(code: string, className: string, names: string): string {
  const body = declaration(code, className);
  const method = /^( +)(?:static )?(?:async )?\*?(\w+)\(.*\) \{\n[^]*?^\1\}\n/gm;
  const methods = new Map(Array.from(body.matchAll(method), ([whole, , name = ""]) => [name, whole]));
  const reached = new Set(names.split(" "));
  // The set grows while it is gone through.
  for (const name of reached) {
    const text = methods.get(name);
    if (text === undefined) throw new Error(`${className} has no ${name} any more.`);
    for (const [, called = ""] of text.matchAll(/\b(?:this|[A-Z]\w*)\.(\w+)/g)) {
      if (methods.has(called)) reached.add(called);
    }
  }
  const trimmed = body.replace(method, (whole: string, _indent: string, name: string) =>
    reached.has(name) ? whole : "",
  );
  return code.replace(body, () => trimmed);
}

/** @throws where there is nothing to replace: then the library is written in another way by now. */
export function replaced(code: string, pattern: RegExp, text: string): string {
  if (code.search(pattern) === -1) throw new Error(`There is no ${String(pattern)} any more.`);
  return code.replace(pattern, text);
}

function declaration(code: string, name: string): string {
  const [body] = new RegExp(`^.*(?:class|function\\*?) ${name}\\b[^]*?^\\}$`, "m").exec(code) ?? [];
  if (body === undefined) throw new Error(`There is no ${name} any more.`);
  return body;
}
