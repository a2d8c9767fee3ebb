import { useSignal } from "@preact/signals";
import type { VersionComment } from "../../worker/api/contract.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { describeMoment } from "../text/moment.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";

export interface VersionCommentsProps {
  version: number;
  comments: readonly VersionComment[];
  onAdded: (comment: VersionComment) => void;
}

/** What was said of a version, and room to say more. */
export function VersionComments({ version, comments, onAdded }: VersionCommentsProps) {
  const { site } = useSite();
  const text = useSignal("");
  const busy = useSignal(false);
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.value || text.value.trim() === "") return;
    busy.value = true;
    try {
      const { comment } = await api("POST /versions/:version/comments?site=:site", {
        site: site.id,
        version: String(version),
        body: { text: text.value },
      });
      text.value = "";
      onAdded(comment);
    } catch (thrown) {
      announce("failed", t("commentFailed", { reason: messageOf(thrown) }));
    }
    busy.value = false;
  };
  return (
    <div class="version-comments">
      {comments.map(({ id, at, by, text: said }) => (
        <div key={id}>
          <p class="hint">
            {t("by", { name: by.name, when: describeMoment(at, site.timeZone, new Date()) })}
          </p>
          <p class="version-said">{said}</p>
        </div>
      ))}
      {mayChange() && (
        <form onSubmit={(event) => void add(event)}>
          <Field
            label={t("comment")}
            value={text.value}
            rows={2}
            maxLength={2000}
            onValue={(value) => (text.value = value)}
          />
          <Button type="submit" busy={busy.value}>
            {t("addComment")}
          </Button>
        </form>
      )}
    </div>
  );
}
