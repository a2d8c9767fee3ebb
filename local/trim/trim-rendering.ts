import type { Plugin } from "vite";
import { engine, replaced } from "./trim-liquid.ts";

/**
 * Leaves out of the engine of templates whatever renders, for scripts that check offers and ask what they read, and make no
 * pages. It comes after `trimLiquid`.
 */
export const trimRendering: Plugin = {
  name: "edgewise:trim-rendering",
  transform: (code, id) =>
    engine.test(id.split("?")[0] ?? "") ? { code: withoutRendering(code), map: null } : undefined,
};

/** @throws where the engine is written in another way. */
export function withoutRendering(code: string): string {
  const named = replaced(code, table, (part, start) => `${start}{${namesIn(part).join()}}`);
  return replaced(
    replaced(named, renderer, () => ""),
    render,
    () => refusal,
  );
}

/** Filters and operators: a template that is only read has their names. */
const table = /^((?:var \w+Filters|const defaultOperators) = )(?:.*?^\}\)?|\{\})/gms;
/** What of the engine renders, down to what fields and conditions come to. */
const renderer =
  /^ {4}(?:\*(?:render|renderTemplates|value|evaluate)|renderTemplatesToNodeStream|_render)\(.*?^ {4}\}$/gms;
const render = /^ {4}renderSync\(.*?^ {4}\}$/gms;
const refusal = `    renderSync() { throw new Error("This script renders nothing."); }`;

function namesIn(part: string): string[] {
  return Array.from(
    part.matchAll(/^ +('?)(?!__proto__)([^\s']+)\1: /gm),
    ([, , name]) => `"${name}": identify`,
  );
}
