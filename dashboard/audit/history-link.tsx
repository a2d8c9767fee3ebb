import "./history-link.css";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { auditPath } from "./audit-filter.ts";
import { t } from "./history-messages.ts";

/** Leads from where something is edited to what was ever done to it. @param kind as the audit has it, such as `rule`. */
export function HistoryLink({ kind, id }: { kind: string; id: string }) {
  const { href } = useSite();
  if (!mayChange()) return null;
  return (
    <a class="history-link" href={href(auditPath({ kind, id }))}>
      {t("history")}
    </a>
  );
}
