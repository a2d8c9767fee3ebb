import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** Where the dashboard was opened leaves the focus alone, so that Tab finds the skip link first. */
const openedAt = globalThis.location?.pathname;
let moved = false;

/** A screen's title: its `<h1>`, the browser's tab, and where the focus goes when the route changes. */
export function PageHeading({ title, children }: { title: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = `${title} · Edgewise`;
  }, [title]);
  useEffect(() => {
    moved ||= location.pathname !== openedAt;
    if (moved) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  );
}
