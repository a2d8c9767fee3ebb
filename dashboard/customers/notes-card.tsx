import { useSignal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Note } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { attempt } from "../settings/attempt.ts";
import { Part } from "../settings/part.tsx";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { useUnsaved } from "../shell/use-unsaved.ts";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";

export interface NotesCardProps {
  profile: string;
  notes: readonly Note[];
  onChange: () => void;
}

/** What those who serve customers wrote down of this one. A note that is taken away can be written again at once. */
export function NotesCard({ profile, notes, onChange }: NotesCardProps) {
  const { site } = useSite();
  const when = useWhen();
  const text = useSignal("");
  const dirty = useSignal(false);
  const [busy, setBusy] = useState(false);
  useUnsaved(dirty);
  const type = (typed: string) => {
    text.value = typed;
    dirty.value = typed.trim() !== "";
  };
  const change = async (call: () => Promise<unknown>, said: string, left: string) => {
    setBusy(true);
    const done = await attempt(call);
    setBusy(false);
    if (done === undefined) return;
    type(left);
    announce("done", said);
    onChange();
  };
  const write = () =>
    change(
      () =>
        api("POST /profiles/:id/notes?site=:site", {
          site: site.id,
          id: profile,
          body: { text: text.peek() },
        }),
      t("noteWritten"),
      "",
    );
  const takeAway = (note: Note) =>
    change(
      () => api("DELETE /profiles/:id/notes/:note?site=:site", { site: site.id, id: profile, note: note.id }),
      t("noteDeleted"),
      // What is half typed stays; else what was taken away is there to be written again.
      text.peek() === "" ? note.text : text.peek(),
    );
  return (
    <Part title={t("notes")}>
      <form
        class="note-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (dirty.peek()) void write();
        }}
      >
        <Field label={t("newNote")} rows={2} maxLength={2000} value={text.value} onValue={type} />
        <Button type="submit" busy={busy}>
          {t("writeNote")}
        </Button>
      </form>
      {notes.length > 0 && (
        <ul class="notes">
          {notes.map((note) => (
            <li key={note.id}>
              <p>{note.text}</p>
              <p class="hint">{t("noteBy", { name: note.by.name, when: when(note.at) })}</p>
              <Button
                look="quiet"
                busy={busy}
                aria-label={t("deleteNoteOf", { name: note.by.name, when: when(note.at) })}
                onClick={() => void takeAway(note)}
              >
                {t("deleteNote")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <LeaveDialog />
    </Part>
  );
}
