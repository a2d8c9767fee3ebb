import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { t } from "./messages.ts";

export interface SwitchOffDialogProps {
  /** The shop's. */
  name: string;
  busy: boolean;
  onClose: () => void;
  onSwitchOff: () => void;
}

/** How far switching off reaches, before it is done. */
export function SwitchOffDialog({ name, busy, onClose, onSwitchOff }: SwitchOffDialogProps) {
  return (
    <Dialog
      title={t("title", { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("keepOn")}</Button>
          <Button look="danger" busy={busy} onClick={onSwitchOff}>
            {t("go")}
          </Button>
        </>
      }
    >
      <p>{t("reach")}</p>
      <p>{t("stays")}</p>
    </Dialog>
  );
}
