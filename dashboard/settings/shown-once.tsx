import { useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";

export interface ShownOnceProps {
  title: string;
  /** What it is for, and that it is not shown again. */
  body: string;
  secret: string;
  onClose: () => void;
}

/** A link or a key that nobody can look up later, and a way to take it along. */
export function ShownOnce({ title, body, secret, onClose }: ShownOnceProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      announce("done", t("copied"));
    } catch {
      box.current?.select();
      announce("failed", t("cannotCopy"));
    }
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("done")}</Button>
          <Button look="primary" onClick={() => void copy()}>
            {t("copy")}
          </Button>
        </>
      }
    >
      <p>{body}</p>
      <textarea
        ref={box}
        class="input input-code shown-once"
        aria-label={title}
        readOnly
        rows={3}
        value={secret}
      />
    </Dialog>
  );
}
