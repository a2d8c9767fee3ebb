import type { PendingChange } from "../../worker/api/contract.ts";
import { t } from "./dialog-messages.ts";

const signs = { added: "+", changed: "~", removed: "−" } as const;

/** Each difference between the drafts and what is live, as a sentence. */
export function PendingChanges({ changes }: { changes: readonly PendingChange[] }) {
  return (
    <ul class="pending-changes">
      {changes.map(({ kind, id, name, what }) => (
        <li key={`${kind}/${id}`} class={`pending-${what}`}>
          <span class="pending-sign" aria-hidden="true">
            {signs[what]}
          </span>
          <span>{t.parts(what, { kind: t(kind), name: <strong>{name}</strong> })}</span>
        </li>
      ))}
    </ul>
  );
}
