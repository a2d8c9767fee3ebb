import { plainFilters } from "../../model/offer/filters.ts";
import { templateTags } from "../../model/offer/template.ts";
import { declared, plainEnums, reachedFrom, replaced } from "./trim-code.ts";

/**
 * Offers have few tags and filters and no files, and are rendered at once: neither a file system nor promises. All
 * settings but five are as they come. What is wrong with a template is said by the message alone.
 */
export function trimLiquid(code: string): string {
  const lists: typeof changes = [
    [/^const tags = \{[^}]*\};$/m, `const tags = ${listed(code, templateTags)};`],
    [/^const filters = Object\.assign\(.*\);$/m, `const filters = ${listed(code, plainFilters)};`],
  ];
  const changed = [...changes, ...lists].reduce((text, [pattern, by]) => replaced(text, pattern, by), code);
  const written = Object.entries(declarations).reduce(
    (text, [name, by]) => declared(text, name, by),
    changed,
  );
  return plainEnums(classes.reduce((text, [name, methods]) => reachedFrom(text, name, methods), written));
}

const changes: readonly (readonly [RegExp, string])[] = [
  [/isFunction\(tag\) \? tag : createTagClass\(tag\)/, "tag"],
  [
    /\b(this\.liquid\.options|ctx\.opts|options|opts)\.(catchAllErrors|jsTruthy|keepOutputType|lenientIf)\b/g,
    "false",
  ],
  [/\b(this|(this\.)?liquid\.options|options)\.groupedExpressions\b(?! =)/g, "false"],
  [/\b(ctx\.)?liquid\.options\.strictFilters\b/g, "true"],
  [/\boptions\.greedy\b/g, "true"],
  [/^ +if \(ctx\.breakCalled \|\| ctx\.continueCalled\)\n +break;\n/m, ""],
  [/^ +(ctx|this)\.renderLimit.*\n/gm, ""],
  [/^ +const errors = \[\];\n/gm, ""],
  [/^ +if \(errors\.length\)( \{)?\n +throw new LiquidErrors\(errors\);\n( +\}\n)?/gm, ""],
  [/errors\.push\(err\)/g, "0"],
  [/^ +this\.(parseFile|readFile|loader|cache|fs) = .*\n/gm, ""],
  [/strictVariables && isUndefined\(scope\)/, "false"],
  [/^var __assign = [^]*?^\};$/m, ""],
  [
    /^const defaultOptions = \{[^]*?^\};$/m,
    `const defaultOptions = {
  tagDelimiterLeft: "{%", tagDelimiterRight: "%}", outputDelimiterLeft: "{{", outputDelimiterRight: "}}",
  operators: defaultOperators,
};`,
  ],
  // What every token has, some say twice.
  [
    /(super\(TokenKind\.\w+, input, begin, end, file\);\n)(?: +this\.\w+ = (?:input|begin|end|file);\n)+/g,
    "$1",
  ],
  [
    /(super\(TokenKind\.\w+, input, begin, end, file\);\n(?: +this\.(?:initial|filters|lhs|rhs) = .*\n)*)( +this\.(?:input|begin|end|file) = .*\n)+/g,
    "$1",
  ],
  [/^ +if \(isFilteredValueToken\(token\)\)\n +return yield evalFilteredValueToken.*\n/m, ""],
  [/^export \{ .* \};$/m, "export { Liquid };"],
  // There is no tag for raw text.
  [/^ +if \(this\.rawBeginAt > -1\)\n.*\n/m, ""],
  [/^ +if \(token\.name === 'raw'\)\n +this\..*\n/m, ""],
  [/^ +if \(token\.name === 'raw'\)\n[^]*? = false;\n/m, ""],
  [/!inRaw && /g, ""],
  [/^ +this\.rawBeginAt = -1;\n +this\.p =/m, "this.p ="],
  // What stands outside of functions stays, and with it all that writes dates.
  [/^formatCodes\.h = .*$/m, ""],
  [/^const (toLowerCase|monthNamesShort|dayNamesShort) = .*$/gm, ""],
];

const alias = (name: string) => `const ${name} = LiquidError;`;

const declarations: Readonly<Record<string, string>> = {
  LiquidError: `class LiquidError extends Error {
  constructor(cause) { super(cause.message ?? cause); }
  static is(error) { return error instanceof LiquidError; }
}`,
  TokenizationError: alias("TokenizationError"),
  ParseError: alias("ParseError"),
  RenderError: alias("RenderError"),
  UndefinedVariableError: alias("UndefinedVariableError"),
  AssertionError: "const AssertionError = Error;",
  normalize: "function normalize(options) { return { ...defaultOptions, ...options }; }",
};

const classes: readonly (readonly [className: string, methods: string])[] = [
  ["Liquid", "constructor parse renderSync"],
  ["Parser", "constructor parse parseToken parseStream"],
  ["Render", "renderTemplates"],
  ["Context", "constructor bottom _get"],
  ["Tokenizer", "constructor readTopLevelTokens readTagName readIdentifier readFilteredValue readTo advance"],
];

/** An object with what the library lists under these names. @throws where it lists no such name. */
function listed(code: string, names: Iterable<string>): string {
  const entries = Array.from(names, (name) => {
    const [, value] = new RegExp(`^ +'?${name}'?: ([\\w$]+),?$`, "m").exec(code) ?? [];
    if (value === undefined) throw new Error(`Liquid lists no ${name} any more.`);
    // The dollar signs of names are not those of a replacement.
    return `${name}: ${value.replaceAll("$", "$$$$")}`;
  });
  return `{ ${entries.join(", ")} }`;
}
