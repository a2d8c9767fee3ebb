import { useRef } from "preact/hooks";
import type { Change } from "../../model/change.ts";
import type { Rule, Variant } from "../../model/rule.ts";
import { NumberField } from "../editing/number-field.tsx";
import { noNumber } from "../text/number.ts";
import { Button } from "../ui/button.tsx";
import { AddChange } from "./add-change.tsx";
import { blankChange } from "./blank-change.ts";
import { ChangeForm } from "./change-form.tsx";
import type { EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";
import { percentOf } from "./variants.ts";

export interface VariantPartProps {
  variant: Variant;
  index: number;
  all: Rule["variants"];
  data: EditorData;
  /** @param path what was edited, as in `variants[0].changes[1].text`. */
  onVariant: (variant: Variant, path: string) => void;
  onRemove: () => void;
}

/** One variant: its share where there are others, and its changes in the order in which they are made. */
export function VariantPart({ variant, index, all, data, onVariant, onRemove }: VariantPartProps) {
  const { changes } = variant;
  const part = useRef<HTMLDivElement>(null);
  const path = `variants[${index}]`;
  const put = (next: Change[], at: string) => onVariant({ ...variant, changes: next }, `${path}.${at}`);
  /** After it was drawn, the keyboard goes on where something was added or moved to. */
  const focusOn = (change: number, what: string) =>
    requestAnimationFrame(() =>
      part.current?.querySelectorAll(".change")[change]?.querySelector<HTMLElement>(what)?.focus(),
    );
  return (
    <div class="variant" ref={part}>
      {all.length > 1 && <VariantHead {...{ variant, index, all, data, onVariant, onRemove }} />}
      {changes.length === 0 && all.length > 1 && <p class="hint">{t("controlHint")}</p>}
      {changes.map((change, at) => (
        <ChangeForm
          // Changes have nothing of their own to be known by, and are edited where they stand.
          key={`${at} ${change.type}`}
          change={change}
          data={data}
          index={at}
          count={changes.length}
          problemAt={(field) => data.rule.problemAt(`${path}.changes[${at}].${field}`)}
          onChange={(next, field) => put(changes.with(at, next), `changes[${at}].${field}`)}
          onRemove={() => put(changes.toSpliced(at, 1), "changes")}
          onMove={(to) => {
            put(changes.toSpliced(at, 1).toSpliced(to, 0, change), "changes");
            focusOn(to, ".change-tools button");
          }}
        />
      ))}
      {changes.length < 50 && (
        <AddChange
          changes={changes}
          onAdd={(type) => {
            put([...changes, blankChange(type)], "changes");
            focusOn(changes.length, "input, select, textarea");
          }}
        />
      )}
    </div>
  );
}

function VariantHead({ variant, index, all, data, onVariant, onRemove }: VariantPartProps) {
  const { id, weight } = variant;
  return (
    <div class="variant-head">
      <h3>{t("variant", { id })}</h3>
      <NumberField
        label={t("weight")}
        hint={t("weightHint", { percent: percentOf(variant, all) })}
        number={weight}
        problem={data.rule.problemAt(`variants[${index}].weight`)}
        onNumber={(typed) =>
          onVariant({ ...variant, weight: typed ?? noNumber }, `variants[${index}].weight`)
        }
      />
      <Button look="quiet" aria-label={t("removeOf", { name: t("variant", { id }) })} onClick={onRemove}>
        {t("removeVariant")}
      </Button>
    </div>
  );
}
