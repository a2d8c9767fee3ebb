import type { CompiledRule, Deciding, Edit } from "../decide/compile-rules.ts";

/** Longer lists would cost more than they save: of them the highest ranks are named. */
const mostCharacters = 4000;

/** What live rules change in place: on pages whose path this regular expression fits whole, what these selectors find. */
export type Regions = [path: string, selectors: readonly string[]];

/**
 * What may look different for this visitor, so that a browser can keep from showing it until it knows. Patterns that
 * only a `URLPattern` can tell are left out.
 */
export function regionsOf({ bundle, byId }: Pick<Deciding, "bundle" | "byId">): Regions[] {
  let left = mostCharacters;
  return bundle.configuration.rules.flatMap(({ id, pages }): Regions[] => {
    const selectors = [...new Set(selectorsOf(byId.get(id)))];
    const paths = pages.flatMap((pattern) => pathOf(pattern) ?? []);
    if (selectors.length === 0 || paths.length === 0) return [];
    const regions: Regions = [paths.join("|"), selectors];
    left -= JSON.stringify(regions).length;
    return left < 0 ? [] : [regions];
  });
}

/** Of what is inserted nothing is there before. Whoever is led elsewhere should see nothing of this page. */
function selectorsOf(compiled: CompiledRule | undefined): string[] {
  const { variants = [], leads = false } = compiled ?? {};
  const edits = variants.flatMap(({ changes }) => changes.map(({ edit }) => edit));
  return [...(leads ? ["body"] : []), ...edits.flatMap(placeOf)];
}

function placeOf(edit: Edit): string[] {
  switch (edit.type) {
    case "insertOffer":
    case "insertHtml":
    case "addStyles":
      return [];
    default:
      return [edit.selector];
  }
}

/** The pattern as a regular expression; `undefined` where it has groups or modifiers. */
function pathOf(pattern: string): string | undefined {
  if (!/^[\w./~*:%-]*$/.test(pattern) || /\*\*|::/.test(pattern)) return undefined;
  return pattern
    .replace(/\./g, "\\.")
    .replace(/\*/g, ".*")
    .replace(/:[A-Za-z]\w*/g, "[^/]+");
}
