import type { Context } from "hono";
import type { AuditAction } from "../../model/audit.ts";
import { AnswerError } from "../answer/error.ts";
import { auditRow, auditRowIfChanged, type Deed } from "../store/audit.ts";
import type { ApiEnv } from "./signed-in.ts";

/** What whoever calls is doing. */
export type Doing = Omit<Deed, "by" | "atMs">;

/** The row that tells of it, to be written in the same batch. */
export function audited(context: Context<ApiEnv>, doing: Doing): D1PreparedStatement {
  return auditRow(context.env.DB, deedOf(context, doing));
}

/** The same, if the statement right before it in the batch changes anything. */
export function auditedIfChanged(context: Context<ApiEnv>, doing: Doing): D1PreparedStatement {
  return auditRowIfChanged(context.env.DB, deedOf(context, doing));
}

/** The same of somebody who works with the dashboard: that is of no site. */
export function auditedOfUser(
  context: Context<ApiEnv>,
  what: AuditAction,
  { id, name }: { id: string; name: string },
  fields: Pick<Doing, "before" | "after"> = {},
): D1PreparedStatement {
  return auditedIfChanged(context, { site: "", what, about: { kind: "user", id, name }, ...fields });
}

/**
 * Writes down what is done elsewhere than in D1.
 * @throws AnswerError where that fails. All of that may be asked for again, and nothing is done twice.
 */
export async function writeAudit(context: Context<ApiEnv>, doing: Doing): Promise<void> {
  try {
    await audited(context, doing).run();
  } catch (error) {
    console.error({ message: "A deed could not be written down.", what: doing.what, error: String(error) });
    throw new AnswerError(
      "temporarily_unavailable",
      "This could not be written down in the audit. Please send it again.",
    );
  }
}

function deedOf({ var: { user } }: Context<ApiEnv>, doing: Doing): Deed {
  return { ...doing, by: { id: user.id, name: user.name }, atMs: Date.now() };
}
