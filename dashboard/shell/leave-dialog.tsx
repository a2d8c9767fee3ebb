import { useLocation } from "preact-iso";
import { translated } from "../text/translated.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { unsaved, wantsToGo } from "./unsaved.ts";

export const t = translated("leaving", {
  title: "Leave without saving?",
  body: "What you changed on this page has not been saved. Leaving loses it.",
  stay: "Stay here",
  leave: "Leave without saving",
});

/** For screens that hold edits: asks, once something wants to leave them, whether the edits may go. */
export function LeaveDialog() {
  const { route } = useLocation();
  const target = wantsToGo.value;
  if (target === null) return null;
  const stay = () => {
    wantsToGo.value = null;
  };
  const leave = () => {
    wantsToGo.value = null;
    unsaved.value = false;
    route(target);
  };
  return (
    <Dialog
      title={t("title")}
      onClose={stay}
      actions={
        <>
          <Button onClick={stay}>{t("stay")}</Button>
          <Button look="danger" onClick={leave}>
            {t("leave")}
          </Button>
        </>
      }
    >
      <p>{t("body")}</p>
    </Dialog>
  );
}
