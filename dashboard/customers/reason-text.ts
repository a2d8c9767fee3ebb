import type { Api } from "../../worker/api/contract.ts";
import { t } from "./reason-messages.ts";

type Reason = Api["POST /decide"]["answer"]["lost"][number]["reason"];

/** Why somebody does not get a rule. @param to the rules that it lost to, by name. */
export function reasonText(reason: Reason, to: string): string {
  return to === "" ? t(reason) : t("lostTo", { reason: t(reason), to });
}
