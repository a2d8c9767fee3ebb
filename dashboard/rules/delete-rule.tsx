import { useSignal } from "@preact/signals";
import type { RuleSummary } from "../../worker/api/contract.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { deleteRule } from "./deleted-rule.ts";
import { t } from "./tool-messages.ts";

export interface DeleteRuleProps {
  summary: Pick<RuleSummary, "rule" | "status" | "revision" | "last24Hours">;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before a rule is deleted, and says who will miss it. */
export function DeleteRule({ summary, onClose, onDeleted }: DeleteRuleProps) {
  const { site } = useSite();
  const { rule, status, revision, last24Hours } = summary;
  const busy = useSignal(false);
  const go = async () => {
    busy.value = true;
    if (await deleteRule(site.id, rule, revision)) onDeleted();
    else onClose();
  };
  return (
    <Dialog
      title={t("deleteTitle", { name: rule.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("keep")}</Button>
          <Button look="danger" busy={busy.value} onClick={() => void go()}>
            {t("deleteNow")}
          </Button>
        </>
      }
    >
      <p>
        {status === "live"
          ? t("deleteLive", { count: last24Hours.decided })
          : t(status === "off" ? "deleteOff" : "deleteDraft")}
      </p>
      <p>{t("deleteStays")}</p>
    </Dialog>
  );
}
