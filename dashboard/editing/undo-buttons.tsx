import { Button } from "../ui/button.tsx";
import { isApple } from "../ui/is-apple.ts";
import type { Journal } from "./journal.ts";
import { t } from "./messages.ts";
import { useUndoKeys } from "./use-undo-keys.ts";

export interface UndoButtonsProps {
  journal: Journal;
  /** What was taken back, or made again, so that it can be shown. */
  onWent: (path: string) => void;
}

/** The way back through the edits of a form, and forth again. */
export function UndoButtons({ journal, onWent }: UndoButtonsProps) {
  const go = (path: string | undefined) => path !== undefined && onWent(path);
  const undo = () => go(journal.undo());
  const redo = () => go(journal.redo());
  useUndoKeys(undo, redo);
  return (
    <>
      <Button
        look="quiet"
        aria-disabled={!journal.canUndo.value || undefined}
        aria-keyshortcuts="Meta+Z Control+Z"
        onClick={undo}
      >
        {t("undo")}
        {journal.canUndo.value && <kbd aria-hidden="true">{isApple() ? "⌘Z" : "Ctrl Z"}</kbd>}
      </Button>
      <Button
        look="quiet"
        aria-disabled={!journal.canRedo.value || undefined}
        aria-keyshortcuts="Meta+Shift+Z Control+Shift+Z"
        onClick={redo}
      >
        {t("redo")}
        {journal.canRedo.value && <kbd aria-hidden="true">{isApple() ? "⇧⌘Z" : "Ctrl ⇧ Z"}</kbd>}
      </Button>
    </>
  );
}
