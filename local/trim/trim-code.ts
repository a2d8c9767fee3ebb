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

/** The code, whose only class lacks these members. It is indented by one tab. @throws where one is not there. */
export function without(code: string, names: string): string {
  return names.split(" ").reduce((text, name) => {
    const member = new RegExp(`^\\t(?:async |get )?${name}(?: = )?\\(.*(?:;|\\{\\n[^]*?^\\t\\};?)\\n`, "m");
    return replaced(text, member, "");
  }, code);
}

/** The code, in which a class or function is written in another way. @throws where there is none of that name. */
export function declared(code: string, name: string, text: string): string {
  const body = declaration(code, name);
  return code.replace(body, () => text);
}

/** @throws where there is nothing to replace: then the library is written in another way by now. */
export function replaced(code: string, pattern: RegExp, text: string): string {
  if (code.search(pattern) === -1) throw new Error(`There is no ${String(pattern)} any more.`);
  return code.replace(pattern, text);
}

/** Enumerations give way to what they hold; those that are exported become plain objects. @throws where there is none. */
export function plainEnums(code: string): string {
  const pattern = /^(export )?var (\w+);\n\(function \(\2\) \{\n([^]*?)^\}\)\(.*$/gm;
  const enums = [...code.matchAll(pattern)];
  if (enums.length === 0) throw new Error("There are no enumerations any more.");
  return enums.reduce((text, [whole, isExported, name = "", body = ""]) => {
    const entries = body.matchAll(/\["(\w+)"\](?: = (\d+)\] = "\w+"| = ("[^"]*"));/g);
    const values = new Map(
      Array.from(entries, ([, key = "", number, string]) => [key, number ?? string ?? ""]),
    );
    const fields = Array.from(values, ([key, value]) => `${key}: ${value}`).join(", ");
    return text
      .replace(whole, () => (isExported ? `export const ${name} = { ${fields} };` : ""))
      .replace(new RegExp(`\\b${name}\\.(\\w+)`, "g"), (use, key: string) => values.get(key) ?? use);
  }, code);
}

function declaration(code: string, name: string): string {
  const [body] = new RegExp(`^.*(?:class|function\\*?) ${name}\\b[^]*?^\\}$`, "m").exec(code) ?? [];
  if (body === undefined) throw new Error(`There is no ${name} any more.`);
  return body;
}
