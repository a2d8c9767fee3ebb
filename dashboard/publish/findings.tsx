import type { Finding } from "../../worker/api/contract.ts";
import { heard } from "../api/in-words.ts";
import { placeOf } from "../differences/place-of.ts";
import { useSite } from "../shell/site.ts";
import { t } from "./dialog-messages.ts";

/** What to do about each code that does not say so itself. */
const fixes = {
  unknown_reference: "fix_unknown_reference",
  repeated_id: "fix_repeated_id",
  too_much_counting: "fix_too_much_counting",
  segment_cycle: "fix_segment_cycle",
  segment_chain: "fix_segment_chain",
  shards_changed: "fix_shards_changed",
  trigger_without_offer: "fix_trigger_without_offer",
  missing_segment: "fix_missing_segment",
  missing_list: "fix_missing_list",
  never_matches: "fix_never_matches",
  always_outranked: "fix_always_outranked",
  redirect_circle: "fix_redirect_circle",
  changed_meanwhile: "fix_changed_meanwhile",
} as const;

export interface FindingsProps {
  title: string;
  findings: readonly Finding[];
  look: string;
  /** Somebody goes where one of them is. */
  onOpen: () => void;
}

/** What is wrong or doubtful: what to do about it, and the way to where it is. */
export function Findings({ title, findings, look, onOpen }: FindingsProps) {
  const { href } = useSite();
  return (
    <section class={look} aria-label={title}>
      <p>{title}</p>
      <ul>
        {findings.map(({ path, code, message, about }) => {
          const fix = Object.hasOwn(fixes, code) ? fixes[code as keyof typeof fixes] : undefined;
          const place = about === null ? "/rules" : placeOf(about.kind, about.id);
          return (
            <li key={`${path} ${code}`}>
              {heard.inWords(message)} {fix !== undefined && `${t(fix)} `}
              {place !== undefined && (
                <a href={href(place)} onClick={onOpen}>
                  {about === null ? t("openRules") : t("open", { name: about.name })}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
