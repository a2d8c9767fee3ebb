/** One question of a rule's condition, and how it was answered. */
export interface AnsweredClause {
  /** Where it stands in the condition, as in `$or[1].source.$in`. */
  readonly path: string;
  readonly operator: string;
  /** What the operator was given. */
  readonly expected: unknown;
  /** The fact's value, `null` where it is not known. */
  readonly actual: unknown;
  readonly holds: boolean;
}

/** What became of one rule on one page for one visitor, for whoever debugs the page. */
export interface Reason {
  readonly rule: string;
  readonly name: string;
  /** `chosen`, or why not. */
  readonly outcome: string;
  /** The rules that it lost to. */
  readonly to: readonly string[];
  /** Whom it is for, as a sentence. */
  readonly who: string;
  readonly clauses: readonly AnsweredClause[];
}
