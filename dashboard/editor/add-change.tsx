import { useState } from "preact/hooks";
import type { Change } from "../../model/change.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { type ChangeType, typesToAdd } from "./blank-change.ts";
import { t } from "./messages.ts";

export interface AddChangeProps {
  /** Those that are there. */
  changes: readonly Change[];
  onAdd: (type: ChangeType) => void;
}

/** Chooses a kind of change and adds one; nothing where no other change can stand beside those that are there. */
export function AddChange({ changes, onAdd }: AddChangeProps) {
  const [chosen, setChosen] = useState<ChangeType>("insertOffer");
  const types = typesToAdd(changes);
  const [first] = types;
  if (first === undefined) return <p class="hint">{t("redirectAlone")}</p>;
  const type = types.includes(chosen) ? chosen : first;
  return (
    <div class="add-change">
      <SelectField
        label={t("addChange")}
        value={type}
        options={types.map((value) => ({
          value,
          label: value === "insertOffer" ? t("showOffer") : t(value),
        }))}
        onValue={(value) => setChosen(types.find((each) => each === value) ?? type)}
      />
      <Button onClick={() => onAdd(type)}>{t("add")}</Button>
    </div>
  );
}
