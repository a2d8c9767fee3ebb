import "../editing/editing.css";
import "./site-settings.css";
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { useSaveKeys } from "../editing/use-save-keys.ts";
import { InstallStatus } from "../install/install-status.tsx";
import { refreshPending } from "../publish/pending.ts";
import { Part } from "../settings/part.tsx";
import { useSite } from "../shell/site.ts";
import { sitesChanged } from "../shell/sites-changed.ts";
import { useUnsaved } from "../shell/use-unsaved.ts";
import { Button } from "../ui/button.tsx";
import { ChangedIcon, CheckIcon, WarningIcon } from "../ui/icons.tsx";
import { announce } from "../ui/status.tsx";
import { CartPart } from "./cart-part.tsx";
import { EffectPart } from "./effect-part.tsx";
import { t } from "./messages.ts";
import { PagesPart } from "./pages-part.tsx";
import { PrivacyPart } from "./privacy-part.tsx";
import { ScriptPart } from "./script-part.tsx";
import { ShopPart } from "./shop-part.tsx";
import { SiteEditing, type SiteStore } from "./site-editing.ts";
import { TraitsPart } from "./traits-part.tsx";

/** All settings of the site that is chosen. */
export function SiteSettings() {
  const { site } = useSite();
  return <SiteForm key={site.id} />;
}

function SiteForm() {
  const { site, href } = useSite();
  const editing = useMemo(() => new SiteEditing(site, storeOf(site.id)), []);
  const form = useRef<HTMLFormElement>(null);
  const busy = useSignal(false);
  useUnsaved(editing.dirty);

  const save = async () => {
    if (busy.peek()) return;
    busy.value = true;
    try {
      if ((await editing.save()) === "saved") {
        announce("done", t("saved"));
        sitesChanged.value += 1;
        void refreshPending(site.id);
      }
    } catch (thrown) {
      announce("failed", t("notSaved", { reason: messageOf(thrown) }));
    }
    busy.value = false;
    // After the problems have been drawn beside their fields.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  useSaveKeys(save);
  const problems = editing.problems.value;
  const dirty = editing.dirty.value;
  return (
    <>
      <Part title={t("install")}>
        <InstallStatus />
        <p>
          <a href={href("/install")}>{t("openInstall")}</a>
        </p>
      </Part>
      <form
        ref={form}
        class="site-settings"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p class="lead">{t("intro")}</p>
        {editing.theirs.value !== null && <Conflict editing={editing} />}
        {problems.length > 0 && (
          <section class="notice notice-bad" role="alert">
            <p>{t("problems", { count: problems.length })}</p>
            <ul>
              {problems.map(({ path, message }) => (
                <li key={path + message}>{message}</li>
              ))}
            </ul>
          </section>
        )}
        <ShopPart editing={editing} />
        <ScriptPart editing={editing} />
        <PagesPart editing={editing} />
        <CartPart editing={editing} />
        <PrivacyPart editing={editing} />
        <EffectPart editing={editing} />
        <TraitsPart editing={editing} />
        <div class={`save-bar${dirty ? " save-bar-dirty" : ""}`}>
          <p>
            {dirty ? <ChangedIcon /> : <CheckIcon />}
            {t(dirty ? "dirty" : "clean")}
          </p>
          <Button
            type="submit"
            look={dirty ? "primary" : "plain"}
            busy={busy.value}
            aria-keyshortcuts="Meta+S Control+S"
          >
            {t("save")}
          </Button>
        </div>
      </form>
    </>
  );
}

function Conflict({ editing }: { editing: SiteEditing }) {
  return (
    <section class="notice notice-warn" role="alert">
      <p>
        <WarningIcon /> {t("conflict")}
      </p>
      <div class="actions">
        <Button onClick={() => editing.loadTheirs()}>{t("loadTheirs")}</Button>
        <Button onClick={() => editing.keepMine()}>{t("keepMine")}</Button>
      </div>
    </section>
  );
}

function storeOf(id: string): SiteStore {
  return {
    load: async () => (await api("GET /sites")).sites.find((site) => site.id === id),
    save: async (body, over) => (await api("PUT /sites/:id", { id, over, body })).site,
  };
}
