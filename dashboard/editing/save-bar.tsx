import { describeMoment } from "../text/moment.ts";
import type { ComponentChildren } from "preact";
import { Button } from "../ui/button.tsx";
import { ChangedIcon, CheckIcon } from "../ui/icons.tsx";
import { isApple } from "../ui/is-apple.ts";
import { t } from "./messages.ts";
import { saving } from "./save-all.ts";

export interface SaveBarProps {
  dirty: boolean;
  /** ISO 8601: when the draft was last saved; empty for never. */
  updatedAt: string;
  timeZone: string;
  /** What else can be done with the whole form. */
  children?: ComponentChildren;
}

/** Whether what is on the page is saved, and the button that saves it; stays in view. */
export function SaveBar({ dirty, updatedAt, timeZone, children }: SaveBarProps) {
  const state = () => {
    if (saving.value) return t("saving");
    return dirty || updatedAt === ""
      ? t("dirty")
      : t("savedAt", { when: describeMoment(updatedAt, timeZone, new Date()) });
  };
  return (
    <div class={`save-bar${dirty ? " save-bar-dirty" : ""}`}>
      <p>
        {dirty || updatedAt === "" ? <ChangedIcon /> : <CheckIcon />}
        {state()}
      </p>
      <div class="save-bar-actions">
        {children}
        <Button
          type="submit"
          look={dirty ? "primary" : "plain"}
          busy={saving.value}
          aria-keyshortcuts="Meta+S Control+S"
        >
          {t("save")}
          <kbd aria-hidden="true">{isApple() ? "⌘S" : "Ctrl S"}</kbd>
        </Button>
      </div>
    </div>
  );
}
