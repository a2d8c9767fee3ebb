import { useSignal } from "@preact/signals";
import type { User } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { LoadError } from "../ui/load-error.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { announce } from "../ui/status.tsx";
import { attempt } from "./attempt.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { Invitations } from "./invitations.tsx";
import { t } from "./messages.ts";
import { Part } from "./part.tsx";
import { PersonRow } from "./person-row.tsx";
import { Roles } from "./roles.tsx";
import { ShownOnce } from "./shown-once.tsx";
import { useWhen } from "./when.ts";

/** Everybody who works with the dashboard, and whoever is invited. */
export function People() {
  const when = useWhen();
  const { loaded, reload } = useLoad("people", loadPeople);
  const removing = useSignal<User | null>(null);
  const link = useSignal<{ name: string; url: string; expiresAt: string } | null>(null);
  const busy = useSignal(false);
  const { data, error } = loaded.value;
  if (error !== undefined) return <LoadError error={error} onRetry={reload} />;
  if (data === undefined) return <Skeleton lines={6} />;

  const makeLink = async ({ id, name }: User) => {
    const made = await attempt(() => api("POST /users/:id/sign-in-link", { id }));
    if (made !== undefined) link.value = { name, ...made };
  };
  const remove = async ({ id, name }: User) => {
    // The question of who it is would stand behind this one.
    removing.value = null;
    busy.value = true;
    const removed = await attempt(() => api("DELETE /users/:id", { id }));
    busy.value = false;
    if (removed === undefined) return;
    announce("done", t("personRemoved", { name }));
    reload();
  };
  return (
    <>
      <Part title={t("people")} intro={t("peopleIntro")}>
        <ul class="settings-rows" aria-label={t("peopleList")} aria-busy={busy.value || undefined}>
          {data.users.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              onChange={reload}
              onLink={() => void makeLink(person)}
              onRemove={() => (removing.value = person)}
            />
          ))}
        </ul>
        <Roles />
      </Part>
      <Invitations invitations={data.invitations} onChange={reload} />
      {removing.value !== null && (
        <ConfirmDialog
          title={t("removeTitle", { name: removing.value.name })}
          body={t("removeBody")}
          keep={t("keepPerson", { name: removing.value.name })}
          go={t("yesRemove")}
          busy={busy.value}
          onClose={() => (removing.value = null)}
          onGo={() => removing.value !== null && void remove(removing.value)}
        />
      )}
      {link.value !== null && (
        <ShownOnce
          title={t("linkTitle", { name: link.value.name })}
          body={t("linkBody", { name: link.value.name, when: when(link.value.expiresAt) })}
          secret={link.value.url}
          onClose={() => (link.value = null)}
        />
      )}
    </>
  );
}

async function loadPeople() {
  const [{ users }, { invitations }] = await Promise.all([api("GET /users"), api("GET /invitations")]);
  return { users, invitations };
}
