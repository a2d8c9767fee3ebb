import "./shop-frame.css";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Skeleton } from "../ui/skeleton.tsx";
import { t } from "./messages.ts";
import { siblingOf } from "./sibling-of.ts";

export interface ShopFrameProps {
  title: string;
  src: string;
  /** In CSS pixels of the page; it is made smaller where there is less room. */
  width: number;
  frame?: RefObject<HTMLIFrameElement | null>;
  onLoad?: () => void;
}

/**
 * The shop, on its own host: it can do all that a page can, but lead the dashboard elsewhere. Another address is another
 * frame, since the history would else get an entry for each. Of a shop that is no sibling of the dashboard it says so: the
 * dashboard's policy refuses that frame, and browsers would send it no cookies.
 */
export function ShopFrame(props: ShopFrameProps) {
  const { host, hostname } = new URL(props.src);
  const { isSibling, example } = siblingOf(hostname, location.hostname);
  if (isSibling) return <Frame {...props} />;
  return (
    <section class="notice notice-warn">
      <h3>{t("noSibling")}</h3>
      <p>{t("noSiblingWhy", { host, dashboard: location.host, example })}</p>
      <p>{t("noSiblingInstead")}</p>
    </section>
  );
}

/** In its place while it is waited for, so that nothing below jumps. */
export function WaitingFrame() {
  return (
    <div class="shop-frame">
      <Skeleton lines={6} />
    </div>
  );
}

function Frame({ title, src, width, frame, onLoad }: ShopFrameProps) {
  const room = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width, height: 600 });
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = room.current ?? { clientWidth: width, clientHeight: 600 };
      setSize({ width: clientWidth, height: clientHeight });
    });
    if (room.current !== null) observer.observe(room.current);
    return () => observer.disconnect();
  }, []);
  const scale = Math.min(1, size.width / width);
  return (
    <div class="shop-frame" ref={room}>
      <iframe
        key={src}
        {...(frame === undefined ? {} : { ref: frame })}
        title={title}
        src={src}
        sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-downloads"
        style={{
          inlineSize: `${width}px`,
          blockSize: `${size.height / scale}px`,
          transform: `scale(${scale}) translateX(-50%)`,
        }}
        {...(onLoad === undefined ? {} : { onLoad })}
      />
    </div>
  );
}
