import type { Signal } from "@preact/signals";
import { type Device, widthChoices } from "../preview/widths.ts";
import { Button } from "../ui/button.tsx";
import { Segments } from "../ui/segments.tsx";
import type { FrameLink } from "./frame-link.ts";
import type { History } from "./history.ts";
import { t } from "./messages.ts";
import { PageAddress } from "./page-address.tsx";

export interface ToolsProps {
  link: FrameLink;
  history: History;
  page: Signal<string>;
  device: Signal<Device>;
}

/** What a click does, how wide the page is, which page it is, and the way back. */
export function Tools({ link, history, page, device }: ToolsProps) {
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
      <PageAddress link={link} page={page} />
      <p class="hint">{picks ? t("pickHint") : t("useHint")}</p>
    </div>
  );
}
