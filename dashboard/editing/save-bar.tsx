import { describeMoment } from "../text/moment.ts";
import { Button } from "../ui/button.tsx";
import { ChangedIcon, CheckIcon } from "../ui/icons.tsx";
import { t } from "./messages.ts";
import { saving } from "./save-all.ts";

export interface SaveBarProps {
  dirty: boolean;
  /** ISO 8601: when the draft was last saved; empty for never. */
  updatedAt: string;
  timeZone: string;
}

/** Whether what is on the page is saved, and the button that saves it; stays in view. */
export function SaveBar({ dirty, updatedAt, timeZone }: SaveBarProps) {
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
  );
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
