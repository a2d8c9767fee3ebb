import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** `/` goes to the search, unless something is being typed. */
export function useSlash(field: RefObject<HTMLInputElement | null>): void {
  // Whoever sees the field can get there.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target, key, metaKey, ctrlKey, altKey } = event;
      const isTyping =
        target instanceof Element && target.closest("input, textarea, select, dialog") !== null;
      if (key !== "/" || metaKey || ctrlKey || altKey || isTyping) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
