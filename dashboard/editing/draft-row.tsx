import type { ComponentChildren } from "preact";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { Kind } from "../../model/configuration.ts";
import type { DocumentOf } from "../../worker/api/contract.ts";
import { StatusBadge } from "../rules/status-badge.tsx";
import { useSite } from "../shell/site.ts";

export interface DraftRowProps {
  draft: { document: DocumentOf<Kind>; live: DocumentOf<Kind> | null };
  /** Where it is edited, less its id: `/offers`. */
  path: string;
  /** What there is to say of it. */
  children: ComponentChildren;
}

/** A draft in the list of its kind: its name leads to it, beside how it stands on the shop. */
export function DraftRow({ draft: { document, live }, path, children }: DraftRowProps) {
  const { href } = useSite();
  const isChanged = live !== null && canonicalJson(live) !== canonicalJson(document);
  return (
    <li class="rule-row">
      <div class="rule-words">
        <div class="rule-title">
          <h2>
            <a href={href(`${path}/${encodeURIComponent(document.id)}`)}>{document.name}</a>
          </h2>
          <StatusBadge status={live === null ? "draft" : "live"} changed={isChanged} />
        </div>
        {children}
      </div>
    </li>
  );
}
