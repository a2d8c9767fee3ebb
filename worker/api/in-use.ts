import { singular } from "../../model/audit.ts";
import type { Use } from "../../model/uses-of.ts";
import { AnswerError } from "../answer/error.ts";

/** Why something stays: each that names it is one of the details. */
export function inUse(uses: readonly Use[], message: string): AnswerError {
  const problems = uses.map((use) => ({
    code: "in_use",
    path: `${use.kind}.${use.id}`,
    message: `The ${singular[use.kind]} ${use.name} needs it.`,
  }));
  return new AnswerError("in_use", message, problems);
}
