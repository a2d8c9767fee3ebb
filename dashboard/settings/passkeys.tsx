import { useComputed, useSignal } from "@preact/signals";
import type { Passkey } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { usePasskey } from "../session/use-passkey.ts";
import { useUnsaved } from "../shell/use-unsaved.ts";
import { capitalised } from "../text/capitalised.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { KeyIcon } from "../ui/key-icon.tsx";
import { announce } from "../ui/status.tsx";
import { locale } from "../text/language.ts";
import { attempt } from "./attempt.ts";
import { t } from "./messages.ts";
import { Part } from "./part.tsx";
import { useWhen } from "./when.ts";

export interface PasskeysProps {
  passkeys: readonly Passkey[];
  onChange: () => void;
}

/** Somebody's passkeys, and a way to add one. */
export function Passkeys({ passkeys, onChange }: PasskeysProps) {
  const when = useWhen();
  const name = useSignal("");
  const busy = useSignal(false);
  useUnsaved(useComputed(() => name.value !== ""));

  const add = async () => {
    if (busy.peek()) return;
    busy.value = true;
    const added = await attempt(() => makePasskey(name.peek()));
    busy.value = false;
    if (added === undefined) return;
    name.value = "";
    announce("done", t("passkeyAdded", { name: added.name }));
    onChange();
  };
  const remove = async (passkey: Passkey) => {
    const removed = await attempt(() => api("DELETE /me/passkeys/:id", { id: passkey.id }));
    if (removed === undefined) return;
    announce("done", t("passkeyRemoved", { name: passkey.name }));
    onChange();
  };
  const used = ({ usedAt }: Passkey) =>
    usedAt === null ? t("neverUsed") : t("usedAt", { when: when(usedAt) });
  return (
    <Part title={t("passkeys")} intro={t("passkeysIntro")}>
      {passkeys.length === 0 ? (
        <p>{t("noPasskeys")}</p>
      ) : (
        <ul class="settings-rows">
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <div>
                <p class="row-name">{passkey.name}</p>
                <p class="hint">
                  {capitalised(t("addedAt", { when: when(passkey.addedAt) }))}, {used(passkey)}
                </p>
              </div>
              <Button
                aria-label={t("removePasskey", { name: passkey.name })}
                onClick={() => void remove(passkey)}
              >
                {t("remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="settings-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field
          label={t("passkeyName")}
          hint={t("passkeyNameHint")}
          maxLength={120}
          value={name.value}
          onValue={(value) => (name.value = value)}
        />
        <Button type="submit" look={passkeys.length === 0 ? "primary" : "plain"} busy={busy.value}>
          <KeyIcon />
          {t("addPasskey")}
        </Button>
      </form>
    </Part>
  );
}

async function makePasskey(typed: string): Promise<Passkey> {
  const { options } = await api("POST /me/passkeys/options");
  const { id, rawId, response } = await usePasskey(({ startRegistration }) =>
    startRegistration({ optionsJSON: options }),
  );
  const { clientDataJSON, attestationObject } = response;
  const passkey = {
    id,
    rawId,
    type: "public-key" as const,
    response: { clientDataJSON, attestationObject },
  };
  const name = typed.trim() || new Date().toLocaleDateString(locale, { dateStyle: "long" });
  return (await api("POST /me/passkeys", { body: { name, passkey } })).passkey;
}
