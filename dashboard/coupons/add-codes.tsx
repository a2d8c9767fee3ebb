import { useSignal } from "@preact/signals";
import type { Api } from "../../worker/api/contract.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { heard } from "../api/in-words.ts";
import { Button } from "../ui/button.tsx";
import { LinesField } from "../ui/lines-field.tsx";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";

type Answer = Api["POST /coupons/:id/codes?site=:site"]["answer"];

interface Refused {
  code: string;
  message: string;
}

/** Fills a pool of the shop's own codes. Codes that were refused stay in the field, each with its reason. */
export function AddCodes({ site, coupon, onAdded }: { site: string; coupon: string; onAdded: () => void }) {
  const codes = useSignal<string[]>([]);
  const refused = useSignal<Refused[]>([]);
  const busy = useSignal(false);
  const add = async () => {
    if (busy.peek() || codes.value.length === 0) return;
    busy.value = true;
    try {
      const sent = codes.value;
      const answer = await api("POST /coupons/:id/codes?site=:site", {
        site,
        id: coupon,
        body: { codes: sent },
      });
      const { added, duplicates, rejected } = answer;
      refused.value = refusedOf(sent, answer);
      codes.value = refused.value.map(({ code }) => code);
      announce("done", t("codesAdded", { added, duplicates, rejected: rejected.length }));
      onAdded();
    } catch (thrown) {
      announce("failed", t("codesFailed", { reason: messageOf(thrown) }));
    }
    busy.value = false;
  };
  return (
    <section class="card" aria-labelledby="add-codes-title">
      <h2 id="add-codes-title">{t("addCodes")}</h2>
      <LinesField
        label={t("codesLabel")}
        hint={t("codesMany")}
        rows={5}
        lines={codes.value}
        problem={undefined}
        onLines={(lines) => void (codes.value = lines)}
      />
      {refused.value.length > 0 && (
        <ul class="problem">
          {refused.value.map(({ code, message }) => (
            <li key={code}>{t("codesRefused", { code, message })}</li>
          ))}
        </ul>
      )}
      <div class="actions">
        <Button busy={busy.value} onClick={() => void add()}>
          {t("codesSend")}
        </Button>
      </div>
    </section>
  );
}

function refusedOf(sent: readonly string[], { rejected }: Answer): Refused[] {
  return rejected.map(({ index, message }) => ({ code: sent[index] ?? "", message: heard.inWords(message) }));
}
