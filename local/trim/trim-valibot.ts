import { declared, replaced } from "./trim-code.ts";

/** Schemas say what is wrong by a sentence and a path of keys, in one language, and are asked by nothing but Valibot. */
export function trimValibot(code: string): string {
  const changed = changes.reduce((text, [pattern, by]) => replaced(text, pattern, by), code);
  const alone = declared(changed, "_standardSchema", "const _standardSchema = (schema) => schema;");
  return declared(alone, "getGlobalConfig", "const noConfig = {};\nconst getGlobalConfig = () => noConfig;");
}

const changes: readonly (readonly [RegExp, string])[] = [
  [/^\t+(reference: .*|async: false|kind: "validation"|expects: null),\n/gm, ""],
  [/^\t+(lang|abortEarly|abortPipeEarly): config\$1\..*\n/gm, ""],
  [
    /^\t+(input|requirement: context\.requirement|kind: context\.kind),\n(?=\t+(expected,|path:|type: context))/gm,
    "",
  ],
  [/ \?\? \/\* @__PURE__ \*\/ getSpecificMessage\(.*(?=;$)/m, ""],
  [/^\t+type: "(?:object|array|unknown)",\n\t+origin: .*\n\t+input.*\n(\t+key.*),\n\t+value.*\n/gm, "$1\n"],
  [/valueSchema\.fallback !== void 0/g, "false"],
  [
    /(\w+)\.type === "exact_optional" \|\| \1\.type === "optional" \|\| \1\.type === "nullish"/g,
    '$1.type === "optional"',
  ],
  [
    /(\w+)\.type !== "exact_optional" && \1\.type !== "optional" && \1\.type !== "nullish"/g,
    '$1.type !== "optional"',
  ],
  [/([\w.]+) instanceof Date \? \1\.toJSON\(\) : /g, ""],
  [/item\.kind !== "metadata"/g, "true"],
];
