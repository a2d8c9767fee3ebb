import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

export interface ConfirmDialogProps {
  title: string;
  /** How far it reaches. */
  body: string;
  keep: string;
  go: string;
  busy: boolean;
  onClose: () => void;
  onGo: () => void;
}

/** Asks before something is taken away. */
export function ConfirmDialog({ title, body, keep, go, busy, onClose, onGo }: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <Button look="danger" busy={busy} onClick={onGo}>
            {go}
          </Button>
        </>
      }
    >
      <p>{body}</p>
    </Dialog>
  );
}
