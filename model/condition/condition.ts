import * as v from "valibot";
import { checkCondition } from "./check-condition.ts";
import { isDocument, type ConditionDocument } from "./condition-document.ts";

/** A condition that is right; each problem has the code and the path of its clause. */
export const Condition = v.pipe(
  v.custom<ConditionDocument>(isDocument, "A condition is an object."),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const input = dataset.value;
    for (const { code, path, message } of checkCondition(input)) {
      const clause = { type: "unknown", origin: "value", input, key: path, value: undefined } as const;
      // `check` reads the code off `expected`: valibot has no place of its own for it.
      addIssue({ message, expected: code, ...(path === "" ? {} : { path: [clause] }) });
    }
  }),
);
