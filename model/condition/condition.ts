import * as v from "valibot";
import { checkCondition } from "./check-condition.ts";
import { isDocument, type ConditionDocument } from "./condition-document.ts";

/** A condition that is right. */
export const Condition = v.pipe(
  v.custom<ConditionDocument>(isDocument, "A condition is an object."),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const problem of checkCondition(dataset.value)) {
      const where = problem.path === "" ? "" : ` (at ${problem.path})`;
      addIssue({ message: problem.message + where });
    }
  }),
);
