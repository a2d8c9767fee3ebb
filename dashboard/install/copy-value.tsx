import { useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";

export interface CopyValueProps {
  /** What it is, as in "the route". */
  what: string;
  value: string;
}

/** Something to be copied as it stands. */
export function CopyValue({ what, value }: CopyValueProps) {
  const shown = useRef<HTMLElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      announce("done", t("copied"));
    } catch {
      if (shown.current !== null) getSelection()?.selectAllChildren(shown.current);
      announce("failed", t("cannotCopy"));
    }
  };
  return (
    <div class="copy-value">
      <pre tabIndex={0} aria-label={what}>
        <code ref={shown}>{value}</code>
      </pre>
      <Button aria-label={t("copyWhat", { what })} onClick={() => void copy()}>
        {t("copy")}
      </Button>
    </div>
  );
}
