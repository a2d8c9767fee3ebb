import { useComputed, useSignal } from "@preact/signals";
import { type ApiKey, type Scope, scopes } from "../../model/api-key.ts";
import { api } from "../api/api.ts";
import { useUnsaved } from "../shell/use-unsaved.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { attempt } from "./attempt.ts";
import { t } from "./messages.ts";
import { Part } from "./part.tsx";

export interface NewKeyFormProps {
  site: string;
  onMade: (made: { key: ApiKey; secret: string }) => void;
}

/** What a new key is for, and what it may do. */
export function NewKeyForm({ site, onMade }: NewKeyFormProps) {
  const name = useSignal("");
  const chosen = useSignal<readonly Scope[]>([]);
  const busy = useSignal(false);
  useUnsaved(useComputed(() => name.value !== "" || chosen.value.length > 0));

  const make = async () => {
    if (busy.peek()) return;
    busy.value = true;
    const body = { name: name.peek(), scopes: [...chosen.peek()] };
    const made = await attempt(() => api("POST /keys?site=:site", { site, body }));
    busy.value = false;
    if (made === undefined) return;
    name.value = "";
    chosen.value = [];
    onMade(made);
  };
  const choose = (scope: Scope, isChosen: boolean) => {
    chosen.value = scopes.filter((one) => (one === scope ? isChosen : chosen.peek().includes(one)));
  };
  return (
    <Part title={t("newKey")}>
      <form
        class="settings-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Field
          label={t("keyName")}
          hint={t("keyNameHint")}
          maxLength={120}
          value={name.value}
          onValue={(value) => (name.value = value)}
        />
        <fieldset class="choices">
          <legend>{t("scopes")}</legend>
          {scopes.map((scope) => (
            <label key={scope}>
              <input
                type="checkbox"
                checked={chosen.value.includes(scope)}
                onChange={(event) => choose(scope, event.currentTarget.checked)}
              />
              {t(`scope_${scope}`)}
            </label>
          ))}
        </fieldset>
        <Button type="submit" look="primary" busy={busy.value}>
          {t("makeKey")}
        </Button>
      </form>
    </Part>
  );
}
