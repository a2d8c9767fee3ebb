import { AnswerError } from "../answer/error.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { type LinkedVisitor, linkVisitor, type SaidByPage } from "../identity/link-visitor.ts";
import type { OwnCall } from "./own-call.ts";

/** Whose a visitor is, once it has been taken in what pages say of who they are. @throws AnswerError where that fails now. */
export async function whoseNow(
  env: Env,
  { site, nowMs }: OwnCall,
  carried: Snapshot,
  said: readonly SaidByPage[],
): Promise<LinkedVisitor> {
  try {
    return await linkVisitor(env, site, carried, said, nowMs);
  } catch (error) {
    console.error({
      message: "Nobody could be linked; the sender says it again.",
      site,
      error: String(error),
    });
    throw new AnswerError(
      "temporarily_unavailable",
      "Who this is could not be taken in now. Please send it again.",
    );
  }
}
