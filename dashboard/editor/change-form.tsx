import { useId } from "preact/hooks";
import type { Change } from "../../model/change.ts";
import { Button } from "../ui/button.tsx";
import { ChangeFields, type ChangeFieldsProps } from "./change-fields.tsx";
import type { EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";

export interface ChangeFormProps extends ChangeFieldsProps {
  /** Where it stands among the changes of its variant, and how many there are. */
  index: number;
  count: number;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** One change of a page: what it does, all that can be edited of it, and its place among the others. */
export function ChangeForm({ index, count, onMove, onRemove, ...props }: ChangeFormProps) {
  const id = useId();
  const name = title(props.change, props.data);
  return (
    <article class="card change" aria-labelledby={id}>
      <header class="change-head">
        <h3 id={id}>{name}</h3>
        <div class="change-tools">
          {index > 0 && (
            <Button look="quiet" aria-label={t("moveUpOf", { name })} onClick={() => onMove(index - 1)}>
              {t("moveUp")}
            </Button>
          )}
          {index < count - 1 && (
            <Button look="quiet" aria-label={t("moveDownOf", { name })} onClick={() => onMove(index + 1)}>
              {t("moveDown")}
            </Button>
          )}
          <Button look="quiet" aria-label={t("removeOf", { name })} onClick={onRemove}>
            {t("removeChange")}
          </Button>
        </div>
      </header>
      <ChangeFields {...props} />
    </article>
  );
}

function title(change: Change, { offers }: EditorData): string {
  if (change.type !== "insertOffer") return t(change.type);
  const name = offers.find(change.offer)?.document.value.name ?? change.offer;
  return name === "" ? t("showOffer") : t("insertOffer", { offer: name });
}
