import type { PendingChange } from "../../worker/api/contract.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { t } from "./dialog-messages.ts";

export interface DiscardDialogProps {
  what: PendingChange | "all";
  /** How many changes there are. */
  count: number;
  busy: boolean;
  onKeep: () => void;
  onDiscard: () => void;
}

/** Asks before drafts are set back. */
export function DiscardDialog({ what, count, busy, onKeep, onDiscard }: DiscardDialogProps) {
  const isAll = what === "all";
  return (
    <Dialog
      key="discard"
      title={isAll ? t("discardTitle", { count }) : t("discardOneTitle", { name: what.name })}
      onClose={onKeep}
      actions={
        <>
          <Button onClick={onKeep}>{t("discardKeep")}</Button>
          <Button look="danger" busy={busy} onClick={onDiscard}>
            {t("discardGo")}
          </Button>
        </>
      }
    >
      <p>{t(isAll ? "discardBody" : what.what === "added" ? "discardOneNew" : "discardOneBody")}</p>
    </Dialog>
  );
}
