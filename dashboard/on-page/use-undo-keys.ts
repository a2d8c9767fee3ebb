import { useEffect } from "preact/hooks";
import type { History } from "./history.ts";

/** ⌘Z and Ctrl+Z take the last edit back, with Shift they make it again; in a field they are the browser's own. */
export function useUndoKeys(history: History): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "z" || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) return;
      event.preventDefault();
      if (event.shiftKey) history.redo();
      else history.undo();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [history]);
}
