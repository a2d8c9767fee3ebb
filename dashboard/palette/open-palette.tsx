import "./open-palette.css";
import { useSignal } from "@preact/signals";
import { ErrorBoundary } from "preact-iso";
import { useEffect } from "preact/hooks";
import { useKeptFocus } from "../shell/use-kept-focus.ts";
import { late } from "../text/late.ts";
import { isApple } from "../ui/is-apple.ts";
import { SearchIcon } from "../ui/search-icon.tsx";
import { t } from "./messages.ts";

const Palette = late(() => import("./palette.tsx").then((module) => module.Palette));

/** What the keyboard has on every screen: the way to anywhere, by a button, ⌘K or Ctrl+K, and a place of its own. */
export function OpenPalette() {
  const open = useSignal(false);
  useKeptFocus();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
      // On Apple's keyboards Ctrl+K takes away the rest of a line.
      const isMeant = isApple() ? metaKey && !ctrlKey : ctrlKey && !metaKey;
      if (key.toLowerCase() !== "k" || !isMeant || altKey || shiftKey) return;
      event.preventDefault();
      // What is asked over the page is answered first.
      if (document.querySelector("dialog[open]") === null) open.value = true;
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        class="icon-button open-palette"
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={() => (open.value = true)}
      >
        <SearchIcon />
        <span class="visually-hidden">{t("open")}</span>
        <kbd aria-hidden="true">{isApple() ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      <ErrorBoundary>{open.value && <Palette onClose={() => (open.value = false)} />}</ErrorBoundary>
    </>
  );
}
