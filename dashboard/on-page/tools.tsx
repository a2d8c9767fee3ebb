import type { Signal } from "@preact/signals";
import { useSignal, useSignalEffect } from "@preact/signals";
import { type Device, widthChoices } from "../preview/widths.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Segments } from "../ui/segments.tsx";
import type { FrameLink } from "./frame-link.ts";
import type { History } from "./history.ts";
import { t } from "./messages.ts";

export interface ToolsProps {
  link: FrameLink;
  history: History;
  page: Signal<string>;
  device: Signal<Device>;
}

/** What a click does, how wide the page is, which page it is, and the way back. */
export function Tools({ link, history, page, device }: ToolsProps) {
  const typed = useSignal(page.value);
  useSignalEffect(() => {
    const { opened } = link;
    if (opened.value !== null) typed.value = opened.value.page;
  });
  const open = () => (page.value = typed.value.trim().startsWith("/") ? typed.value.trim() : "/");
  const picks = link.picks.value;
  return (
    <div class="on-page-tools">
      <div class="on-page-row">
        <Segments
          label={t("does")}
          value={picks ? "pick" : "use"}
          options={[
            { value: "pick", label: t("pick") },
            { value: "use", label: t("use") },
          ]}
          onValue={(value) => link.pick(value === "pick")}
        />
        <Segments<Device>
          label={t("width")}
          value={device.value}
          options={widthChoices()}
          onValue={(value) => (device.value = value)}
        />
        <div class="actions">
          <Button aria-disabled={!history.canUndo.value || undefined} onClick={() => history.undo()}>
            {t("undo")}
          </Button>
          <Button aria-disabled={!history.canRedo.value || undefined} onClick={() => history.redo()}>
            {t("redo")}
          </Button>
        </div>
      </div>
      <div
        class="on-page-row on-page-address"
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
          // Elsewhere in the form, Enter saves.
          event.preventDefault();
          open();
        }}
      >
        <Field label={t("page")} value={typed.value} onValue={(value) => (typed.value = value)} />
        <Button onClick={open}>{t("open")}</Button>
      </div>
      <p class="hint">{picks ? t("pickHint") : t("useHint")}</p>
    </div>
  );
}
