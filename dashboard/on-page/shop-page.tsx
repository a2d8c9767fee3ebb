import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { ShopFrame, WaitingFrame } from "../preview/shop-frame.tsx";
import { type Device, widths } from "../preview/widths.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import type { FrameLink } from "./frame-link.ts";
import { t } from "./messages.ts";

/** A page that has loaded has said so before, or is none that can be edited. */
const saysSoMs = 1500;

/** The page that is edited, in its frame. */
export function ShopPage({ link, page, device }: { link: FrameLink; page: string; device: Device }) {
  const { site } = useSite();
  const url = useSignal("");
  const problem = useSignal("");
  const isStrange = useSignal(false);
  const attempt = useSignal(0);
  const frame = useRef<HTMLIFrameElement>(null);
  const saidSo = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    let isCurrent = true;
    link.leave();
    clearTimeout(timer.current);
    timer.current = undefined;
    saidSo.current = false;
    url.value = problem.value = "";
    isStrange.value = false;
    api("POST /edit?site=:site", { site: site.id, body: { path: page } }).then(
      (answer) => isCurrent && (url.value = answer.url),
      (thrown: unknown) => isCurrent && (problem.value = messageOf(thrown)),
    );
    return () => void (isCurrent = false);
  }, [site.id, page, attempt.value]);

  useEffect(
    () =>
      link.listen(
        () => frame.current?.contentWindow,
        () => (url.peek() === "" ? "" : new URL(url.peek()).origin),
      ),
    [link],
  );
  useEffect(
    () =>
      link.opened.subscribe((opened) => {
        if (opened === null) return;
        // A page says so before or after it has loaded; said after, it is not said of the next one.
        saidSo.current = timer.current === undefined;
        clearTimeout(timer.current);
        timer.current = undefined;
      }),
    [link],
  );
  useEffect(() => () => clearTimeout(timer.current), []);

  // Whoever follows a link to where nothing can be edited is told, and brought back.
  const onLoad = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    isStrange.value = false;
    if (!saidSo.current) {
      timer.current = setTimeout(() => {
        timer.current = undefined;
        isStrange.value = true;
        link.leave();
      }, saysSoMs);
    }
    saidSo.current = false;
  };

  const again = () => attempt.value++;
  if (problem.value !== "")
    return (
      <section class="notice notice-bad" role="alert">
        <p>{t("failed", { reason: problem.value })}</p>
        <Button onClick={again}>{t("openAgain")}</Button>
      </section>
    );
  if (url.value === "") return <WaitingFrame />;
  return (
    <div class="on-page-frame">
      {isStrange.value && (
        <section class="notice notice-warn" role="alert">
          <h2>{t("notOpened")}</h2>
          <p>{t("notOpenedWhy")}</p>
          <Button onClick={again}>{t("openAgain")}</Button>
        </section>
      )}
      <ShopFrame
        title={t("frameTitle", { page: link.opened.value?.page ?? page })}
        src={url.value}
        width={widths[device]}
        frame={frame}
        onLoad={onLoad}
      />
    </div>
  );
}
