import { useComputed, useSignal } from "@preact/signals";
import { api } from "../api/api.ts";
import { useUnsaved } from "../shell/use-unsaved.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { announce } from "../ui/status.tsx";
import { attempt } from "./attempt.ts";
import { t } from "./messages.ts";
import { Part } from "./part.tsx";
import { useWhen } from "./when.ts";

export interface PasswordProps {
  /** ISO 8601; `null` while there is none. */
  setAt: string | null;
  email: string | null;
  onChange: () => void;
}

/** A password, for where a passkey does not work. */
export function Password({ setAt, email, onChange }: PasswordProps) {
  const when = useWhen();
  const password = useSignal("");
  const busy = useSignal(false);
  useUnsaved(useComputed(() => password.value !== ""));

  const change = async (call: () => Promise<unknown>, said: string) => {
    if (busy.peek()) return;
    busy.value = true;
    const done = await attempt(call);
    busy.value = false;
    if (done === undefined) return;
    password.value = "";
    announce("done", said);
    onChange();
  };
  const save = () =>
    change(() => api("PUT /me/password", { body: { password: password.peek() } }), t("passwordSaved"));
  return (
    <Part title={t("password")} intro={t("passwordIntro")}>
      <p>{setAt === null ? t("noPassword") : t("passwordSet", { when: when(setAt) })}</p>
      {email === null ? (
        <p class="hint">{t("needsEmail")}</p>
      ) : (
        <form
          class="settings-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          {/* So that password managers know whose it is. */}
          <input
            type="text"
            class="visually-hidden"
            aria-hidden="true"
            tabIndex={-1}
            autocomplete="username"
            value={email}
            readOnly
          />
          <Field
            label={t("newPassword")}
            type="password"
            autoComplete="new-password"
            maxLength={200}
            value={password.value}
            onValue={(value) => (password.value = value)}
          />
          <div class="actions">
            <Button type="submit" busy={busy.value}>
              {t("setPassword")}
            </Button>
            {setAt !== null && (
              <Button
                look="quiet"
                onClick={() => void change(() => api("DELETE /me/password"), t("passwordRemoved"))}
              >
                {t("removePassword")}
              </Button>
            )}
          </div>
        </form>
      )}
    </Part>
  );
}
