/** What was seen of the headline in one frame, and how many ms after something was first hidden; -1 before that. */
export type Frame = [seen: string, sinceMs: number];

/** For the head of a page: writes down in `film` what a shopper sees of its headline. */
export const film = `<script>
  const film = [];
  let hiddenAtMs;
  const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, "adoptedStyleSheets");
  Object.defineProperty(document, "adoptedStyleSheets", {
    get,
    set(sheets) {
      hiddenAtMs ??= performance.now();
      set.call(document, sheets);
    },
  });
  const look = () => {
    const h1 = document.querySelector("h1");
    const sinceMs = hiddenAtMs === undefined ? -1 : performance.now() - hiddenAtMs;
    if (h1) film.push([getComputedStyle(h1).visibility == "visible" ? h1.textContent : "", sinceMs]);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
</script>`;

/** Nobody looks at an empty place for longer. Timers may be a little early. */
const mostHiddenMs = 300 - 5;

/** Frames that showed words which were still to be hidden. */
export function tooSoon(frames: readonly Frame[], words: string): Frame[] {
  return frames.filter(([seen, sinceMs]) => seen === words && sinceMs < mostHiddenMs);
}
