import { quietly } from "./quietly.ts";
import { tap } from "./tap.ts";

/** What a tag manager was told: an object, or the arguments of `gtag`. */
type Entry = Iterable<unknown> & { 0?: unknown; event?: unknown; ecommerce?: unknown };
type Layer = Entry[];

declare global {
  interface Window {
    dataLayer?: Layer;
  }
}

let heard: Layer | undefined;

/**
 * Listens to the page's `dataLayer` where there is one and it does not yet: to what it holds already, and to what comes.
 * Tag managers may come after us.
 * @param read is given each entry as what `gtag` would have been called with: `("event", "purchase", {…})`.
 */
export const hearDataLayer = (read: (kind: unknown, name: string, params: object) => void): void => {
  const layer = self.dataLayer as Layer;
  if (layer != heard) {
    const before = heard;
    heard = layer;
    const hear = quietly((entry: Entry) =>
      read(...((entry[0] ? entry : ["event", entry.event, entry.ecommerce]) as Parameters<typeof read>)),
    );
    // A page that makes its data layer anew may put into it what it held before.
    layer.forEach((entry) => before?.includes(entry) || hear(entry));
    tap(layer, "push", (entries) => entries.forEach(hear));
  }
};
