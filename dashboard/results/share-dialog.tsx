import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { ResultLink } from "../../worker/api/contract.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { announce } from "../ui/status.tsx";
import type { Asked } from "./asked.ts";
import { t } from "./messages.ts";

const lengths = [7, 30, 90] as const;

export interface ShareDialogProps {
  rule: string;
  asked: Asked;
  onClose: () => void;
}

/** Makes links to a result, and takes them back. */
export function ShareDialog({ rule, asked, onClose }: ShareDialogProps) {
  const { site } = useSite();
  const days = useSignal<(typeof lengths)[number]>(30);
  const url = useSignal("");
  const busy = useSignal(false);
  const { loaded, reload } = useLoad(site.id, () => api("GET /result-links?site=:site", { site: site.id }));
  const make = async () => {
    busy.value = true;
    try {
      const body = { rule, ...asked, days: days.value };
      url.value = (await api("POST /result-links?site=:site", { site: site.id, body })).url;
      reload();
    } catch (thrown) {
      announce("failed", messageOf(thrown));
    }
    busy.value = false;
  };
  const takeBack = async (id: string) => {
    try {
      await api("DELETE /result-links/:id?site=:site", { site: site.id, id });
      announce("done", t("takenBack"));
    } catch (thrown) {
      announce("failed", messageOf(thrown));
    }
    reload();
  };
  const { data, error } = loaded.value;
  return (
    <Dialog
      title={t("shareTitle")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("close")}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void make()}>
            {t("makeLink")}
          </Button>
        </>
      }
    >
      <p>{t("shareIntro")}</p>
      <SelectField
        label={t("goodFor")}
        value={String(days.value)}
        options={lengths.map((length) => ({ value: String(length), label: t(`days${length}`) }))}
        onValue={(value) => (days.value = lengths.find((length) => String(length) === value) ?? 30)}
      />
      {url.value !== "" && <MadeLink url={url.value} />}
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {error === undefined && (
        <>
          <h3>{t("links")}</h3>
          <div class="results-links">
            {data === undefined && <Skeleton lines={2} />}
            {data?.links.length === 0 && <p class="hint">{t("noLinks")}</p>}
            {data !== undefined && data.links.length > 0 && (
              <ul aria-label={t("links")}>
                {data.links.map((link) => (
                  <OpenLink key={link.id} link={link} onTakeBack={() => void takeBack(link.id)} />
                ))}
              </ul>
            )}
          </div>
        </>
      )}
    </Dialog>
  );
}

function MadeLink({ url }: { url: string }) {
  const shown = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      announce("done", t("copied"));
    } catch {
      shown.current?.select();
      announce("failed", t("cannotCopy"));
    }
  };
  return (
    <div class="results-made">
      <input ref={shown} class="input" readOnly value={url} aria-label={t("theLink")} />
      <Button onClick={() => void copy()}>{t("copy")}</Button>
      <p class="hint">{t("linkOnce")}</p>
    </div>
  );
}

function OpenLink({ link, onTakeBack }: { link: ResultLink; onTakeBack: () => void }) {
  const when = useWhen();
  const { rule, expiresAt, madeBy } = link;
  return (
    <li>
      {t("linkUntil", { name: rule.name, when: when(expiresAt), who: madeBy.name })}
      <Button look="quiet" aria-label={t("takeBackOf", { name: rule.name })} onClick={onTakeBack}>
        {t("takeBack")}
      </Button>
    </li>
  );
}
