import { type Configuration, type Kind, kinds } from "./configuration.ts";
import type { Problem } from "./problem.ts";

/** A document, as lists of problems and changes name it. */
export interface NamedDocument {
  kind: Kind;
  id: string;
  name: string;
}

/** What is wrong or doubtful about a configuration, with the document that it is in; `null` where it is in none alone. */
export type Finding<P extends Problem = Problem> = P & { about: NamedDocument | null };

export function findingsIn<P extends Problem>(
  configuration: Configuration,
  problems: readonly P[],
): Finding<P>[] {
  return problems.map((problem) => ({ ...problem, about: documentAt(configuration, problem.path) }));
}

/** The document that a problem is in. @param path as in `rules[2].variants[0]`, or `rules.welcome` */
function documentAt(configuration: Configuration, path: string): NamedDocument | null {
  const [, kindName, index, id] = /^(\w+)(?:\[(\d+)\]|\.([\w-]+))/.exec(path) ?? [];
  const kind = kinds.find((each) => each === kindName);
  if (kind === undefined) return null;
  const documents: readonly { id: string; name: string }[] = configuration[kind];
  const found = index === undefined ? documents.find((each) => each.id === id) : documents[Number(index)];
  return found === undefined ? null : { kind, id: found.id, name: found.name };
}
