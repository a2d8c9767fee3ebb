import { useId } from "preact/hooks";
import type { Role } from "../../model/user.ts";
import type { User } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { user as signedIn } from "../session/session.ts";
import { capitalised } from "../text/capitalised.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { LiveIcon } from "../ui/icons.tsx";
import { announce } from "../ui/status.tsx";
import { attempt } from "./attempt.ts";
import { t } from "./messages.ts";
import { roleChoices } from "./role-choices.ts";
import { useWhen } from "./when.ts";

export interface PersonRowProps {
  person: User;
  onChange: () => void;
  onLink: () => void;
  onRemove: () => void;
}

/** One person: how they sign in, what they may do, and what an owner can do about that. */
export function PersonRow({ person, onChange, onLink, onRemove }: PersonRowProps) {
  const when = useWhen();
  const id = useId();
  const { name, email, role, passkeys, hasPassword, seenAt } = person;
  const isSelf = person.id === signedIn.value?.id;

  const changeRole = async (chosen: Role, select: HTMLSelectElement) => {
    // Until it is so, the box goes on showing what is.
    select.value = role;
    const changed = await attempt(() =>
      api("POST /users/:id/role", { id: person.id, body: { role: chosen } }),
    );
    if (changed === undefined) return;
    announce("done", t("roleSaved", { name, role: t(`role_${changed.user.role}`) }));
    if (isSelf) signedIn.value = { id: person.id, name, role: changed.user.role };
    else onChange();
  };
  const facts = t("personFacts", { passkeys, password: t(hasPassword ? "hasPassword" : "hasNoPassword") });
  const seen = seenAt === null ? t("seenNever") : t("seen", { when: when(seenAt) });
  return (
    <li class="person-row">
      <div>
        <p class="row-name">
          {name}
          {isSelf && (
            <Badge tone="live" icon={<LiveIcon />}>
              {t("you")}
            </Badge>
          )}
        </p>
        <p class="hint">{email ?? t("noEmail")}</p>
        <p class="hint">{capitalised(`${facts}; ${seen}`)}</p>
      </div>
      <div class="person-controls">
        <label class="visually-hidden" for={id}>
          {t("roleOf", { name })}
        </label>
        <select
          id={id}
          class="input"
          value={role}
          onChange={(event) => void changeRole(event.currentTarget.value as Role, event.currentTarget)}
        >
          {roleChoices().map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <div class="actions">
          <Button aria-label={t("makeLinkFor", { name })} onClick={onLink}>
            {t("makeLink")}
          </Button>
          <Button look="quiet" aria-label={t("removePerson", { name })} onClick={onRemove}>
            {t("remove")}
          </Button>
        </div>
      </div>
    </li>
  );
}
