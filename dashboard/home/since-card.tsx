import { useMemo } from "preact/hooks";
import { user } from "../session/session.ts";
import { Part } from "../settings/part.tsx";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { happenedSince } from "./happened.ts";
import { lastLook } from "./last-look.ts";
import type { Changes } from "./load-home.ts";
import { t } from "./messages.ts";

const mostShown = 8;

/** What others, and oneself, changed since the last look. */
export function SinceCard({ changes }: { changes: Changes }) {
  const { site, href } = useSite();
  const when = useWhen();
  const self = user.value?.id ?? "";
  const sinceMs = useMemo(() => lastLook(localStorage, `${self} ${site.id}`, Date.now()), [site.id]);
  const all = happenedSince(changes, sinceMs, site);
  const shown = all.slice(0, mostShown);
  const intro =
    sinceMs === null ? undefined : t("sinceWhen", { when: when(new Date(sinceMs).toISOString()) });
  return (
    <Part title={t(sinceMs === null ? "sinceFirst" : "since")} {...(intro === undefined ? {} : { intro })}>
      {shown.length === 0 ? (
        <p>{t("nothingSince")}</p>
      ) : (
        <ul class="since">
          {shown.map(({ id, text, at }) => (
            <li key={id}>
              {text} <time dateTime={at}>{when(at)}</time>
            </li>
          ))}
        </ul>
      )}
      <p class="hint">
        {all.length > shown.length && `${t("more")} `}
        <a href={href(changes.kind === "audit" ? "/settings/audit" : "/publish")}>
          {t(changes.kind === "audit" ? "toAudit" : "toVersions")}
        </a>
      </p>
    </Part>
  );
}
