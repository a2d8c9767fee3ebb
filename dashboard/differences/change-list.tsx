import "./differences.css";
import type { DetailedChange, PendingChange } from "../../worker/api/contract.ts";
import { Button } from "../ui/button.tsx";
import { FieldList } from "./field-list.tsx";
import { t } from "./messages.ts";
import type { Wording } from "./words-of.ts";

const signs = { added: "+", changed: "~", removed: "−" } as const;

export interface ChangeListProps {
  changes: readonly PendingChange[];
  /** The same with their fields, as far as they are known. */
  detailed: readonly DetailedChange[];
  wording: Wording;
  /** Something that can be done about each. */
  action?: {
    label: string;
    name: (change: PendingChange) => string;
    onPress: (change: PendingChange) => void;
  };
}

/** What differs between two configurations: each document in a sentence, and behind it field by field. */
export function ChangeList({ changes, detailed, wording, action }: ChangeListProps) {
  return (
    <ul class="changes">
      {changes.map((change) => {
        const { kind, id, name, what } = change;
        const fields = detailed.find((each) => each.kind === kind && each.id === id);
        return (
          <li key={`${kind}/${id}`} class={`change-${what}`}>
            <span class="change-sign" aria-hidden="true">
              {signs[what]}
            </span>
            <span>{t.parts(what, { kind: t(kind), name: <strong>{name}</strong> })}</span>
            {action === undefined ? (
              <span />
            ) : (
              <Button look="quiet" aria-label={action.name(change)} onClick={() => action.onPress(change)}>
                {action.label}
              </Button>
            )}
            {fields !== undefined && what !== "removed" && (
              <details>
                <summary aria-label={t("detailsOf", { name })}>{t("details")}</summary>
                <FieldList before={fields.before} after={fields.after} wording={wording} />
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}
