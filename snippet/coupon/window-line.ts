import type { Words } from "../../model/coupon/coupon-sentence.ts";

const id = "ew-coupon";

/** Long enough to read it twice; what it covers may be what the shopper came for. */
const shownMs = 20_000;

/** One sentence for whoever looks at their cart, read out where it is read. It moves nothing else of the page. */
export function showInWindow({ text, language }: Words): void {
  const line = document.getElementById(id) ?? document.createElement("p");
  line.id = id;
  line.setAttribute("role", "status");
  line.lang = language;
  Object.assign(line.style, {
    position: "fixed",
    inset: "auto 1rem 1rem auto",
    zIndex: "2147483000",
    maxWidth: "min(24rem,calc(100% - 2rem))",
    margin: "0",
    borderRadius: ".5rem",
    background: "#1f2937",
    color: "#fff",
    font: "1rem/1.4 system-ui,sans-serif",
  });
  document.body.append(line);
  // What is there before its text is read out when that comes; without a size until then, so that it does not count as moved.
  setTimeout(() => {
    line.style.padding = ".75rem 1rem";
    line.textContent = text;
  });
  const close = () => line.remove();
  line.addEventListener("click", close);
  clearTimeout(timer);
  timer = setTimeout(close, shownMs);
}

let timer: ReturnType<typeof setTimeout> | undefined;

export function hideInWindow(): void {
  document.getElementById(id)?.remove();
}
