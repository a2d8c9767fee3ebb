import { useSignal } from "@preact/signals";
import type { PublishedVersion, VersionComment } from "../../worker/api/contract.ts";
import { heard } from "../api/in-words.ts";
import { LoadedDifferences } from "../differences/loaded-differences.tsx";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { language } from "../text/language.ts";
import { describeMoment } from "../text/moment.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { LiveIcon } from "../ui/icons.tsx";
import { t } from "./messages.ts";
import { Opened } from "./opened.tsx";
import { restoreVersion } from "./restore-version.ts";
import { VersionComments } from "./version-comments.tsx";

export interface VersionRowProps {
  version: PublishedVersion;
  /** The number of the one that shoppers see. */
  live: number;
  onComment: (comment: VersionComment) => void;
}

/** One version: who made it live, when, why, what changed, what was said of it, and the way back. */
export function VersionRow({ version: published, live, onComment }: VersionRowProps) {
  const { site } = useSite();
  const busy = useSignal(false);
  const { version, publishedAt, publishedBy, note, comments } = published;
  const restore = async () => {
    busy.value = true;
    await restoreVersion(site, version, live);
    busy.value = false;
  };
  return (
    <li class="version-row">
      <div class="version-head">
        <h2>{t("version", { version })}</h2>
        {version === live && (
          <Badge tone="live" icon={<LiveIcon />}>
            {t("live")}
          </Badge>
        )}
        <p class="hint">
          {t("by", {
            name: publishedBy.name,
            when: describeMoment(publishedAt, site.timeZone, new Date()),
          })}
        </p>
        {version !== live && mayChange() && (
          <Button aria-label={t("restoreOf", { version })} busy={busy.value} onClick={() => void restore()}>
            {t("restore")}
          </Button>
        )}
      </div>
      {note !== "" && <p>{heard.inWords(note)}</p>}
      {/* What is no change of documents, as settings are, the note says. */}
      {published.changes !== null && (published.changes.count > 0 || note === "") && (
        <p class="hint">{summaryOf(published.changes)}</p>
      )}
      <Opened title={t("whatChanged", { version })}>
        <LoadedDifferences from={String(version - 1)} to={String(version)} />
      </Opened>
      {version !== live && (
        <Opened title={t("against", { version })}>
          <LoadedDifferences from="live" to={String(version)} />
        </Opened>
      )}
      {(comments.length > 0 || mayChange()) && (
        <Opened title={t("comments", { count: comments.length, version })}>
          <VersionComments version={version} comments={comments} onAdded={onComment} />
        </Opened>
      )}
    </li>
  );
}

const mostNamed = 3;

function summaryOf({ first, count }: NonNullable<PublishedVersion["changes"]>): string {
  if (count === 0) return t("nothingChanged");
  const named = first.slice(0, mostNamed).map(({ name }) => name);
  const others = count - named.length;
  const names = new Intl.ListFormat(language, { type: "conjunction" }).format([
    ...named,
    ...(others > 0 ? [t("andMore", { count: others })] : []),
  ]);
  return t("changed", { names });
}
