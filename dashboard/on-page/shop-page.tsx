import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { ShopFrame } from "../preview/shop-frame.tsx";
import { type Device, widths } from "../preview/widths.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
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
  const openings = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    let isCurrent = true;
    link.leave();
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
  useEffect(() => link.opened.subscribe((opened) => void (opened !== null && openings.current++)), [link]);
  useEffect(() => () => clearTimeout(timer.current), []);

  // Whoever follows a link to where nothing can be edited is told, and brought back.
  const onLoad = () => {
    clearTimeout(timer.current);
    const look = () => {
      isStrange.value = openings.current === 0;
      if (isStrange.value) link.leave();
      openings.current = 0;
    };
    timer.current = setTimeout(look, openings.current > 0 ? 0 : saysSoMs);
  };

  const again = () => attempt.value++;
  if (problem.value !== "")
    return (
      <section class="notice notice-bad" role="alert">
        <p>{t("failed", { reason: problem.value })}</p>
        <Button onClick={again}>{t("openAgain")}</Button>
      </section>
    );
  if (url.value === "") return <Skeleton lines={6} />;
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
