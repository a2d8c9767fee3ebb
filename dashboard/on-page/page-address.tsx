import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import type { FrameLink } from "./frame-link.ts";
import { t } from "./messages.ts";

/** Which page of the shop is in the frame, also where a link led there. It stands in a form, where Enter would save. */
export function PageAddress({ link, page }: { link: FrameLink; page: Signal<string> }) {
  const typed = useSignal(page.value);
  useSignalEffect(() => {
    const { opened } = link;
    if (opened.value !== null) typed.value = opened.value.page;
  });
  const open = () => (page.value = typed.value.trim().startsWith("/") ? typed.value.trim() : "/");
  return (
    <div
      class="on-page-row on-page-address"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        open();
      }}
    >
      <Field label={t("page")} value={typed.value} onValue={(value) => (typed.value = value)} />
      <Button onClick={open}>{t("open")}</Button>
    </div>
  );
}
