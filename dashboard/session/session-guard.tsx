import { useSignalEffect } from "@preact/signals";
import { useLocation } from "preact-iso";
import { useRef } from "preact/hooks";
import { t } from "../shell/messages.ts";
import { unsaved } from "../shell/unsaved.ts";
import { announce } from "../ui/status.tsx";
import { refusals, user } from "./session.ts";
import { signInPath } from "./sign-in-path.ts";

/** Takes whoever has no session to the sign-in screen and back, unless that would lose what they typed. */
export function SessionGuard() {
  const { path, route } = useLocation();
  const seen = useRef(refusals.peek());
  useSignalEffect(() => {
    if (refusals.value === seen.current) return;
    seen.current = refusals.value;
    if (path === "/sign-in") return;
    if (unsaved.peek()) return announce("failed", t("endedWhileEditing"));
    user.value = null;
    route(signInPath(location), true);
  });
  return null;
}
