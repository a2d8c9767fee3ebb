import { useSignal } from "@preact/signals";
import { momentOf } from "../../model/local-time.ts";
import type { PendingChange } from "../../worker/api/contract.ts";
import { ApiError } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { useSite } from "../shell/site.ts";
import { unsaved } from "../shell/unsaved.ts";
import { describeMoment } from "../text/moment.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { announce } from "../ui/status.tsx";
import { t } from "./dialog-messages.ts";
import { DiscardDialog } from "./discard-dialog.tsx";
import { draftsEpoch } from "./drafts-epoch.ts";
import { Failure } from "./failure.tsx";
import { Findings } from "./findings.tsx";
import { PendingChanges } from "./pending-changes.tsx";
import { refreshPending, type Pending } from "./pending.ts";
import { WhenToPublish } from "./when-to-publish.tsx";

export interface PublishDialogProps {
  pending: Pending;
  /** Whether shoppers see anything of what is published. */
  on: boolean;
  onClose: () => void;
}

/** The differences in sentences, then: publish now or later, or discard (asked twice). */
export function PublishDialog({ pending, on, onClose }: PublishDialogProps) {
  const note = useSignal("");
  const at = useSignal<string | null>(null);
  const isLater = useSignal(false);
  const isMissing = useSignal(false);
  const busy = useSignal(false);
  const discarding = useSignal<PendingChange | "all" | null>(null);
  const failure = useSignal<unknown>(null);
  const timeZone = useSite().site.timeZone;
  const { site, changes, problems, warnings, revision: over } = pending;
  const count = changes.length;

  /** All ways end alike: say it, and let every screen load again. What others did meanwhile is shown, and nothing done. */
  const run = async (work: () => Promise<string>, stays = false) => {
    busy.value = true;
    failure.value = null;
    try {
      announceDone(await work());
      if (stays) discarding.value = null;
      else onClose();
    } catch (thrown) {
      failure.value = thrown;
      discarding.value = null;
      if (thrown instanceof ApiError && thrown.status >= 400) void refreshPending(site);
    }
    busy.value = false;
  };
  const announceDone = (sentence: string) => {
    announce("done", sentence);
    draftsEpoch.value++;
    void refreshPending(site);
  };
  const body = note.value.trim() === "" ? {} : { note: note.value.trim() };
  const publish = () =>
    run(async () => {
      const { version } = await api("POST /publish?site=:site", { site, body, over });
      return t(on ? "published" : "publishedOff", { version });
    });
  const plan = () => {
    const local = at.value;
    isMissing.value = local === null || momentOf(local, timeZone) <= Date.now();
    if (local === null || isMissing.value) return;
    const iso = new Date(momentOf(local, timeZone)).toISOString();
    void run(async () => {
      await api("POST /publish/later?site=:site", { site, body: { ...body, at: iso }, over });
      return t("planned", { when: describeMoment(iso, timeZone, new Date()) });
    });
  };
  const discard = (what: PendingChange | "all") =>
    run(
      async () => {
        if (what === "all") {
          await api("DELETE /publish?site=:site", { site, over });
          return t("discarded");
        }
        const { kind, id, name } = what;
        await api("DELETE /publish/:kind/:id?site=:site", { site, kind, id, over });
        return t("discardedOne", { name });
      },
      what !== "all" && count > 1,
    );

  if (discarding.value !== null) {
    const what = discarding.value;
    return (
      <DiscardDialog
        what={what}
        count={count}
        busy={busy.value}
        onKeep={() => (discarding.value = null)}
        onDiscard={() => void discard(what)}
      />
    );
  }
  const isBlocked = problems.length > 0;
  return (
    <Dialog
      key="publish"
      title={t("title", { count })}
      onClose={onClose}
      actions={
        count === 0 ? (
          <Button onClick={onClose}>{t("close")}</Button>
        ) : (
          <>
            <Button look="quiet" onClick={() => (discarding.value = "all")}>
              {t("discard")}
            </Button>
            {!isBlocked && (
              <Button
                look="primary"
                busy={busy.value}
                onClick={() => (isLater.value ? plan() : void publish())}
              >
                {t(isLater.value ? "plan" : "publish")}
              </Button>
            )}
          </>
        )
      }
    >
      {failure.value !== null && <Failure thrown={failure.value} isShown={isBlocked} />}
      {isBlocked && (
        <Findings title={t("blocked")} findings={problems} look="notice notice-bad" onOpen={onClose} />
      )}
      <p>{t(count === 0 ? "nothing" : "intro")}</p>
      {count > 0 && (
        <PendingChanges
          site={site}
          revision={over}
          changes={changes}
          onDiscard={(what) => (discarding.value = what)}
        />
      )}
      {warnings.length > 0 && (
        <Findings title={t("warnings")} findings={warnings} look="notice" onOpen={onClose} />
      )}
      {unsaved.value && <p class="notice">{t("unsaved")}</p>}
      {count > 0 && !isBlocked && (
        <>
          <WhenToPublish isLater={isLater} at={at} isMissing={isMissing.value} />
          <Field
            label={t("note")}
            value={note.value}
            onValue={(value) => (note.value = value)}
            maxLength={200}
          />
        </>
      )}
    </Dialog>
  );
}
