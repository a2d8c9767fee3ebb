import { canonicalJson } from "./canonical-json.ts";
import { type Configuration, type Kind, kinds } from "./configuration.ts";
import type { NamedDocument } from "./document-at.ts";
import type { Checked, Problem } from "./problem.ts";

type Document = Configuration[Kind][number];

/** One document that two configurations do not have alike. `null`: there is none. */
export interface DocumentChange {
  kind: Kind;
  before: Document | null;
  after: Document | null;
}

/** What makes `after` of `before`, kind by kind: what is new or another first, then what is gone. */
export function changesBetween(before: Configuration, after: Configuration): DocumentChange[] {
  return kinds.flatMap((kind) => {
    const known = byId(before[kind]);
    const now = byId(after[kind]);
    const edited = after[kind].flatMap((document): DocumentChange[] => {
      const was = known.get(document.id) ?? null;
      return sameDocument(was, document) ? [] : [{ kind, before: was, after: document }];
    });
    const gone = before[kind].filter(({ id }) => !now.has(id));
    return [...edited, ...gone.map((document): DocumentChange => ({ kind, before: document, after: null }))];
  });
}

/** A change as lists name it. */
export interface NamedChange extends NamedDocument {
  what: "added" | "changed" | "removed";
}

export function nameChanges(changes: readonly DocumentChange[]): NamedChange[] {
  return changes.map(({ kind, before, after }) => {
    const { id, name } = after ?? before ?? { id: "", name: "" };
    return { kind, id, name, what: before === null ? "added" : after === null ? "removed" : "changed" };
  });
}

/**
 * Makes changes, that were made of an older configuration, of this one. What is already as it is to be stays so.
 * @returns `changed_meanwhile` for each document that is neither as it was then nor as it is to be: whoever changed it since
 * meant something by it.
 */
export function withChanges(
  configuration: Configuration,
  changes: readonly DocumentChange[],
): Checked<Configuration> {
  const problems: Problem[] = [];
  const made = { ...configuration };
  for (const { kind, before, after } of changes) {
    const documents: Document[] = [...made[kind]];
    const { id, name } = after ?? before ?? { id: "", name: "" };
    const at = documents.findIndex((document) => document.id === id);
    const now = documents[at] ?? null;
    if (sameDocument(now, after)) continue;
    if (!sameDocument(now, before)) {
      const message = `${name} was changed for shoppers after this was planned.`;
      problems.push({ code: "changed_meanwhile", path: `${kind}.${id}`, message });
      continue;
    }
    const instead = after === null ? [] : [after];
    if (now === null) documents.push(...instead);
    else documents.splice(at, 1, ...instead);
    Object.assign(made, { [kind]: documents });
  }
  return problems.length === 0 ? { ok: true, value: made } : { ok: false, problems };
}

/** Whether two documents say the same, whatever the order of their keys. */
export function sameDocument(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

function byId(documents: readonly Document[]): Map<string, Document> {
  return new Map(documents.map((document) => [document.id, document]));
}
