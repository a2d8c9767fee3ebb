import { useSignal } from "@preact/signals";
import { ApiError, messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { unsaved } from "../shell/unsaved.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { announce } from "../ui/status.tsx";
import { draftsEpoch } from "./drafts-epoch.ts";
import { t } from "./dialog-messages.ts";
import { PendingChanges } from "./pending-changes.tsx";
import { refreshPending, type Pending } from "./pending.ts";

export interface PublishDialogProps {
  pending: Pending;
  /** Whether shoppers see anything of what is published. */
  on: boolean;
  onClose: () => void;
}

/** The differences in sentences, then: publish, or discard (asked twice). */
export function PublishDialog({ pending, on, onClose }: PublishDialogProps) {
  const note = useSignal("");
  const busy = useSignal(false);
  const discarding = useSignal(false);
  const failure = useSignal<unknown>(null);
  const { site, changes, warnings } = pending;
  const count = changes.length;

  /** Both ways end alike: say it, close, and let every screen load again. */
  const run = async (work: () => Promise<string>) => {
    busy.value = true;
    failure.value = null;
    try {
      const sentence = await work();
      onClose();
      announce("done", sentence);
      draftsEpoch.value++;
      void refreshPending(site);
    } catch (thrown) {
      failure.value = thrown;
      busy.value = false;
    }
  };
  const publish = () =>
    run(async () => {
      const body = note.value.trim() === "" ? {} : { note: note.value.trim() };
      const { version } = await api("POST /publish?site=:site", { site, body });
      return t(on ? "published" : "publishedOff", { version });
    });
  const discard = () =>
    run(async () => {
      await api("DELETE /publish?site=:site", { site });
      return t("discarded");
    });

  const problem = failure.value !== null && <Failure thrown={failure.value} />;
  if (discarding.value) {
    return (
      <Dialog
        key="discard"
        title={t("discardTitle", { count })}
        onClose={onClose}
        actions={
          <>
            <Button onClick={() => (discarding.value = false)}>{t("discardKeep")}</Button>
            <Button look="danger" busy={busy.value} onClick={() => void discard()}>
              {t("discardGo")}
            </Button>
          </>
        }
      >
        <p>{t("discardBody")}</p>
        {problem}
      </Dialog>
    );
  }
  return (
    <Dialog
      key="publish"
      title={t("title", { count })}
      onClose={onClose}
      actions={
        <>
          <Button look="quiet" onClick={() => (discarding.value = true)}>
            {t("discard")}
          </Button>
          <Button look="primary" busy={busy.value} onClick={() => void publish()}>
            {t("publish")}
          </Button>
        </>
      }
    >
      <p>{t("intro")}</p>
      <PendingChanges changes={changes} />
      {warnings.length > 0 && <Warnings warnings={warnings} />}
      {unsaved.value && <p class="notice">{t("unsaved")}</p>}
      <Field label={t("note")} value={note.value} onValue={(value) => (note.value = value)} maxLength={200} />
      {problem}
    </Dialog>
  );
}

/** What does not keep anybody from publishing, but is better known before. */
function Warnings({ warnings }: Pick<Pending, "warnings">) {
  return (
    <section class="notice" aria-label={t("warnings")}>
      <p>{t("warnings")}</p>
      <ul>
        {warnings.map(({ path, code, message }) => (
          <li key={`${path} ${code}`}>{message}</li>
        ))}
      </ul>
    </section>
  );
}

/** Why it did not work, and everything that has to be mended first. */
function Failure({ thrown }: { thrown: unknown }) {
  const problems = thrown instanceof ApiError ? thrown.problems : [];
  return (
    <section class="notice notice-bad" role="alert">
      <p>{messageOf(thrown)}</p>
      {problems.length > 0 && (
        <ul>
          {problems.map(({ path, message }) => (
            <li key={path + message}>
              {message} {path !== "" && <code>{path}</code>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
