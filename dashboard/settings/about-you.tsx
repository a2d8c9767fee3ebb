import { useComputed, useSignal } from "@preact/signals";
import { api } from "../api/api.ts";
import { user } from "../session/session.ts";
import { useUnsaved } from "../shell/use-unsaved.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { announce } from "../ui/status.tsx";
import { attempt } from "./attempt.ts";
import { LanguageChoice } from "./language-choice.tsx";
import { t } from "./messages.ts";
import { Part } from "./part.tsx";

export interface AboutYouProps {
  name: string;
  /** `null` until it is said. */
  email: string | null;
  onChange: () => void;
}

/** How somebody is called, the address that they sign in by, and the language that they read. */
export function AboutYou({ name: savedName, email: savedEmail, onChange }: AboutYouProps) {
  const saved = useSignal({ name: savedName, email: savedEmail ?? "" });
  const name = useSignal(savedName);
  const email = useSignal(savedEmail ?? "");
  useUnsaved(useComputed(() => name.value !== saved.value.name || email.value !== saved.value.email));
  const busy = useSignal(false);

  const save = async () => {
    busy.value = true;
    const body = { name: name.peek(), email: email.peek() };
    const answer = await attempt(() => api("PUT /me", { body }));
    busy.value = false;
    if (answer === undefined) return;
    saved.value = body;
    const who = user.peek();
    if (who !== null) user.value = { ...who, name: answer.name };
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
      <LanguageChoice />
    </Part>
  );
}
