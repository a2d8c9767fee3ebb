import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { user } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { OutIcon } from "../ui/icons.tsx";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";
import { unsaved, wantsToGo } from "./unsaved.ts";

/** Who is signed in, and the way out. */
export function Account() {
  const { route } = useLocation();
  const busy = useSignal(false);
  const who = user.value;
  if (who === null) return null;

  const signOut = async () => {
    // Asked where they are: after leaving, they press it again with nothing to lose.
    if (unsaved.peek()) return void (wantsToGo.value = "/");
    busy.value = true;
    try {
      await api("DELETE /session");
      user.value = null;
      route("/sign-in?out");
    } catch (thrown) {
      announce("failed", messageOf(thrown));
    }
    busy.value = false;
  };
  return (
    <section class="account" aria-label={t("account", { name: who.name })}>
      <p>
        <strong>{who.name}</strong>
        <span>{t(`role_${who.role}`)}</span>
      </p>
      <Button look="quiet" busy={busy.value} onClick={() => void signOut()}>
        <OutIcon />
        {t("signOut")}
      </Button>
    </section>
  );
}
