import { useSignal } from "@preact/signals";
import { api } from "../api/api.ts";
import { user } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { announce } from "../ui/status.tsx";
import { attempt } from "./attempt.ts";
import { t } from "./messages.ts";
import { Part } from "./part.tsx";

export interface AboutYouProps {
  name: string;
  /** `null` until it is said. */
  email: string | null;
  onChange: () => void;
}

/** How somebody is called, and the address that they sign in by. */
export function AboutYou({ name: savedName, email: savedEmail, onChange }: AboutYouProps) {
  const name = useSignal(savedName);
  const email = useSignal(savedEmail ?? "");
  const busy = useSignal(false);

  const save = async () => {
    busy.value = true;
    const body = { name: name.peek(), email: email.peek() };
    const saved = await attempt(() => api("PUT /me", { body }));
    busy.value = false;
    if (saved === undefined) return;
    const who = user.peek();
    if (who !== null) user.value = { ...who, name: saved.name };
    announce("done", t("saved"));
    onChange();
  };
  return (
    <Part title={t("aboutYou")}>
      <form
        class="settings-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={t("name")}
          autoComplete="name"
          maxLength={120}
          value={name.value}
          onValue={(value) => (name.value = value)}
        />
        <Field
          label={t("email")}
          hint={t("emailHint")}
          type="email"
          autoComplete="username"
          maxLength={254}
          value={email.value}
          onValue={(value) => (email.value = value)}
        />
        <Button type="submit" busy={busy.value}>
          {t("save")}
        </Button>
      </form>
    </Part>
  );
}
