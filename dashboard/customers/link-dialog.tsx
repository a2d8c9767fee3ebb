import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { knownTypes } from "../../model/identity/identity.ts";
import type { ProfileSummary } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { attempt } from "../settings/attempt.ts";
import { useSite } from "../shell/site.ts";
import { language } from "../text/language.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";
import { nameOf } from "./who.ts";

export interface LinkDialogProps {
  profile: string;
  onClose: () => void;
  onLinked: () => void;
}

/** Says that an identity is this customer's. Whom it names now is said before anybody becomes one with them. */
export function LinkDialog({ profile, onClose, onLinked }: LinkDialogProps) {
  const { site, href } = useSite();
  const { route } = useLocation();
  const [type, setType] = useState<string>("email");
  const [value, setValue] = useState("");
  const [others, setOthers] = useState<readonly ProfileSummary[] | null>(null);
  const [busy, setBusy] = useState(false);
  const identity = { type, value: value.trim() };
  const working = async <T,>(call: () => Promise<T>): Promise<T | undefined> => {
    setBusy(true);
    const done = await attempt(call);
    setBusy(false);
    return done;
  };
  const look = async () => {
    const q = `${identity.type}:${identity.value}`;
    const found = await working(() =>
      api("POST /profiles/search?site=:site", { site: site.id, body: { q } }),
    );
    if (found !== undefined) setOthers(found.profiles.filter(({ id }) => id !== profile));
  };
  const link = async () => {
    const linked = await working(() =>
      api("POST /profiles/:id/links?site=:site", { site: site.id, id: profile, body: { identity } }),
    );
    if (linked === undefined) return;
    onClose();
    announce("done", t("linked"));
    if (linked.profile === profile) onLinked();
    else route(href(`/customers/${linked.profile}`), true);
  };
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    setOthers(null);
  };
  return (
    <Dialog
      title={t("addIdentityTitle")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          {others === null ? (
            <Button type="submit" form="link-form" look="primary" busy={busy}>
              {t("look")}
            </Button>
          ) : (
            <Button look={others.length > 0 ? "danger" : "primary"} busy={busy} onClick={() => void link()}>
              {t(others.length > 0 ? "yesMerge" : "yesLink")}
            </Button>
          )}
        </>
      }
    >
      <form
        id="link-form"
        class="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (identity.value !== "" && !busy) void look();
        }}
      >
        <SelectField
          label={t("identityType")}
          value={type}
          options={knownTypes.map((known) => ({ value: known, label: t(`type_${known}`) }))}
          onValue={change(setType)}
        />
        <Field
          label={t("identityValue")}
          hint={t("identityHint")}
          maxLength={320}
          value={value}
          onValue={change(setValue)}
        />
      </form>
      <p role="status">{others !== null && whatComes(others)}</p>
    </Dialog>
  );
}

function whatComes(others: readonly ProfileSummary[]): string {
  if (others.length === 0) return t("namesNobody");
  const names = new Intl.ListFormat(language, { type: "conjunction" }).format(others.map(nameOf));
  return t("namesOthers", { names });
}
