import { useSignalEffect } from "@preact/signals";
import { useLocation } from "preact-iso";
import { useRef } from "preact/hooks";
import { translator } from "../../model/text/translate.ts";
import { unsaved } from "../shell/unsaved.ts";
import { announce } from "../ui/status.tsx";
import { refusals, user } from "./session.ts";

/** By itself: what the sign-in screen says is not loaded before it is shown. */
const t = translator({
  endedWhileEditing:
    "Your session has ended. What you typed is still here: sign in again in another tab, then save again.",
});

/** Takes whoever has no session to the sign-in screen, unless that would lose what they typed. */
export function SessionGuard() {
  const { path, route } = useLocation();
  const seen = useRef(refusals.peek());
  useSignalEffect(() => {
    if (refusals.value === seen.current) return;
    seen.current = refusals.value;
    if (path === "/sign-in") return;
    if (unsaved.peek()) return announce("failed", t("endedWhileEditing"));
    user.value = null;
    route("/sign-in", true);
  });
  return null;
}
