import { useEffect, useRef } from "preact/hooks";

/** ⌘Z and Ctrl+Z take back, ⇧⌘Z, Ctrl+Shift+Z and Ctrl+Y make again: of the whole form, not of the field alone. */
export function useUndoKeys(undo: () => void, redo: () => void): void {
  const latest = useRef({ undo, redo });
  latest.current = { undo, redo };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.metaKey || event.ctrlKey) || event.altKey || (key !== "z" && key !== "y")) return;
      // What is typed into a question over the page is no part of the form.
      if (document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) latest.current.redo();
      else latest.current.undo();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
