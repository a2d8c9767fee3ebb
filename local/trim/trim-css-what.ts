import { plainEnums, replaced } from "./trim-code.ts";

/** A selector was found to be one of those that pages are searched for: others need no reading. */
export function trimSelectorParser(code: string): string {
  return plainEnums(changes.reduce((text, [pattern, by]) => replaced(text, pattern, by), code));
}

const changes: readonly (readonly [RegExp, string])[] = [
  // Parents, parts of an element that have no name, comments and namespaces.
  [/^ +case CharCode\.LessThan: \{[^]*?break;\n +\}\n/m, ""],
  [/^ +if \(selector\.charCodeAt\(selectorIndex \+ 1\) === CharCode\.Colon\) \{[^]*?break;\n +\}\n/m, ""],
  [/^ +if \(pseudosToPseudoElements\.has\(name\)\) \{[^]*?break;\n +\}\n/m, ""],
  [/^ +if \(stripQuotesFromPseudos\.has\(name\)\) \{[^]*?^ {24}\}\n/m, ""],
  [/^ +if \(selector\.startsWith\("\/\*", selectorIndex\)\) \{[^]*?^ {20}break;\n +\}\n/m, ""],
  [
    /if \(selector\.charCodeAt\(selectorIndex\) === CharCode\.Pipe\) \{[^]*?else \{\n +name = getName\(0\);\n[^]*?^ {16}\}\n/m,
    "name = getName(0);\n",
  ],
  [/^ +else if \(firstChar === CharCode\.Pipe\) \{[^]*?^ {16}\}\n/m, ""],
  [/^ +if \(selector\.charCodeAt\(selectorIndex\) === CharCode\.Pipe &&\n[^]*?^ {16}\}\n/m, ""],
];
