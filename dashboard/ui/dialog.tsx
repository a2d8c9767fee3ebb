import "./dialog.css";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect } from "preact/hooks";
import { CloseIcon } from "./icons.tsx";
import { t } from "./messages.ts";
import { openDialogs, StatusRegion } from "./status.tsx";
import { useModal } from "./use-modal.ts";

export interface DialogProps {
  title: string;
  /** Escape, the cross and a press outside all ask for it; the parent then stops rendering the dialog. */
  onClose: () => void;
  children: ComponentChildren;
  /** Buttons, the safe one first. */
  actions: ComponentChildren;
}

/** A modal question, as the browser's own `<dialog>`. */
export function Dialog({ title, onClose, children, actions }: DialogProps) {
  const id = useId();
  useLayoutEffect(() => {
    openDialogs.value = [...openDialogs.value, id];
    return () => {
      openDialogs.value = openDialogs.value.filter((open) => open !== id);
    };
  }, []);
  return (
    <dialog {...useModal(onClose)} class="dialog" aria-labelledby={id}>
      <div class="dialog-page">
        <div class="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" class="icon-button" aria-label={t("close")} onClick={onClose}>
            <CloseIcon />
          </button>
        </div>
        <div class="dialog-body">{children}</div>
        <div class="dialog-actions">
          <StatusRegion dialog={id} />
          {actions}
        </div>
      </div>
    </dialog>
  );
}
