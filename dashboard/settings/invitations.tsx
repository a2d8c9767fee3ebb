import { useComputed, useSignal } from "@preact/signals";
import type { Role } from "../../model/user.ts";
import type { Invitation } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useUnsaved } from "../shell/use-unsaved.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { announce } from "../ui/status.tsx";
import { attempt } from "./attempt.ts";
import { t } from "./messages.ts";
import { Part } from "./part.tsx";
import { roleChoices } from "./role-choices.ts";
import { ShownOnce } from "./shown-once.tsx";
import { useWhen } from "./when.ts";

export interface InvitationsProps {
  invitations: readonly Invitation[];
  onChange: () => void;
}

const nobody = { name: "", email: "", role: "marketer" as Role };

/** Whoever is invited, and a way to invite somebody. */
export function Invitations({ invitations, onChange }: InvitationsProps) {
  const when = useWhen();
  const form = useSignal(nobody);
  const busy = useSignal(false);
  useUnsaved(useComputed(() => form.value.name !== "" || form.value.email !== ""));
  const made = useSignal<{ invitation: Invitation; url: string } | null>(null);

  const invite = async () => {
    if (busy.peek()) return;
    busy.value = true;
    const answer = await attempt(() => api("POST /invitations", { body: form.peek() }));
    busy.value = false;
    if (answer === undefined) return;
    made.value = answer;
    form.value = nobody;
    onChange();
  };
  const withdraw = async ({ id, name }: Invitation) => {
    const withdrawn = await attempt(() => api("DELETE /invitations/:id", { id }));
    if (withdrawn === undefined) return;
    announce("done", t("withdrawn", { name }));
    onChange();
  };
  const set = (changes: Partial<typeof nobody>) => (form.value = { ...form.value, ...changes });
  const factsOf = ({ role, madeBy: by, expiresAt }: Invitation) =>
    t("invitationFacts", { role: t(`role_${role}`), by, when: when(expiresAt) });
  return (
    <Part title={t("invitations")} intro={t("invitationsIntro")}>
      <form
        class="settings-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <div class="settings-pair">
          <Field
            label={t("name")}
            maxLength={120}
            value={form.value.name}
            onValue={(name) => set({ name })}
          />
          <Field
            label={t("email")}
            type="email"
            maxLength={254}
            value={form.value.email}
            onValue={(email) => set({ email })}
          />
        </div>
        <SelectField
          label={t("role")}
          options={roleChoices()}
          value={form.value.role}
          onValue={(role) => set({ role: role as Role })}
        />
        <p class="hint">{t(`role_${form.value.role}_may`)}</p>
        <Button type="submit" look="primary" busy={busy.value}>
          {t("invite")}
        </Button>
      </form>
      {invitations.length === 0 ? (
        <p class="hint">{t("noInvitations")}</p>
      ) : (
        <ul class="settings-rows" aria-label={t("invitations")}>
          {invitations.map((invitation) => (
            <li key={invitation.id}>
              <div>
                <p class="row-name">{invitation.name}</p>
                <p class="hint">{invitation.email}</p>
                <p class="hint">{factsOf(invitation)}</p>
              </div>
              <Button
                aria-label={t("withdrawFrom", { name: invitation.name })}
                onClick={() => void withdraw(invitation)}
              >
                {t("withdraw")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {made.value !== null && (
        <ShownOnce
          title={t("invitationTitle", { name: made.value.invitation.name })}
          body={t("invitationBody", {
            name: made.value.invitation.name,
            when: when(made.value.invitation.expiresAt),
          })}
          secret={made.value.url}
          onClose={() => (made.value = null)}
        />
      )}
    </Part>
  );
}
