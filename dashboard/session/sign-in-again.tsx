import "./sign-in.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SignedInUser } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { t } from "./messages.ts";
import { waiting } from "./proved.ts";
import { user } from "./session.ts";
import { WaysToSignIn } from "./ways-to-sign-in.tsx";

/** Asks who it is while `proved` waits for that. To be on every screen that calls it. */
export function SignInAgain() {
  if (waiting.value === null) return null;
  const { proved, dismissed } = waiting.value;
  const onSignedIn = (who: SignedInUser) => {
    // Somebody else: what is on the page was theirs who left.
    if (who.id !== user.peek()?.id) location.assign("/");
    else proved();
  };
  return (
    <Dialog
      title={t("againTitle")}
      onClose={dismissed}
      actions={<Button onClick={dismissed}>{t("cancel")}</Button>}
    >
      <p>{t("again")}</p>
      <WaysToSignIn onSignedIn={onSignedIn}>
        <AccessAgain />
      </WaysToSignIn>
    </Dialog>
  );
}

/** Access knows when somebody signed in there: so it is there that they do it again. */
function AccessAgain() {
  const access = useSignal(false);
  useEffect(() => {
    api("GET /session/ways").then(
      (ways) => (access.value = ways.access),
      () => undefined,
    );
  }, []);
  return access.value ? <a href="/cdn-cgi/access/logout">{t("againAccess")}</a> : null;
}
