import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { ProfileDetail } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { attempt } from "../settings/attempt.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";
import type { Identities } from "./parted.ts";
import { nameOf } from "./who.ts";

export interface EraseDialogProps {
  profile: ProfileDetail;
  identities: Identities | undefined;
  onClose: () => void;
}

/** Erasing cannot be undone: how far it reaches is said, and a word typed, before it is done. */
export function EraseDialog({ profile, identities, onClose }: EraseDialogProps) {
  const { site, href } = useSite();
  const { route } = useLocation();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const word = t("eraseWord");
  const nodes = identities?.nodes ?? [];
  const browsers = nodes.filter(({ node }) => node.startsWith("visitor:")).length;
  const erase = async () => {
    if (typed.trim().toLowerCase() !== word) return setProblem(t("eraseProblem", { word }));
    setBusy(true);
    const erased = await attempt(() =>
      api("DELETE /profiles/:id?site=:site", { site: site.id, id: profile.id }),
    );
    setBusy(false);
    if (erased === undefined) return;
    announce("done", t(erased.erasure.doneAt === null ? "erasing" : "erased", { id: erased.erasure.id }));
    route(href("/customers"), true);
  };
  return (
    <Dialog
      title={t("eraseTitle", { name: nameOf(profile) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("keepCustomer")}</Button>
          <Button type="submit" form="erase-form" look="danger" busy={busy}>
            {t("yesErase")}
          </Button>
        </>
      }
    >
      <p>{t("eraseReach", { names: Math.max(nodes.length - browsers, 0), browsers })}</p>
      <p>{t("eraseForGood")}</p>
      <form
        id="erase-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void erase();
        }}
      >
        <Field
          label={t("eraseType", { word })}
          value={typed}
          problem={problem}
          maxLength={20}
          onValue={setTyped}
        />
      </form>
    </Dialog>
  );
}
