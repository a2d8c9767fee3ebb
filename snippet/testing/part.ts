import type { Browser, Page } from "playwright-core";
import { builtScripts } from "./built-scripts.ts";

/** Where the page is that a part is tried on. Nothing listens there: the browser is given what it asks for. */
export const shopOrigin = "http://shop.test";

/** A page with one part of the snippet, and what it said to `window.edgewise`. */
export interface PartPage {
  page: Page;
  /** What was tracked, in order. */
  tracked: () => Promise<{ name: string; params: Record<string, unknown> }[]>;
  /** What was said of consent, in order. */
  consents: () => Promise<unknown[]>;
  /** Records an event as the snippet itself would, so that the part hears of it. */
  record: (name: string, params?: object) => Promise<void>;
  /** As if the shopper left the tab, or came back to it. */
  show: (isVisible: boolean) => Promise<void>;
  /** Uncaught errors and console errors, in order. */
  complaints: string[];
}

interface Opening {
  /** What the page holds; the part is loaded last in its head. */
  body: string;
  head?: string;
  /** Answers to what the page asks for besides, by path and query. */
  answers?: Record<string, () => unknown>;
  /** Whether time is the test's to move on. */
  isTimed?: boolean;
  headers?: Record<string, string>;
}

/** The scripts as they are served, by name, as in `trigger.js`. */
export async function builtParts(): Promise<(name: string) => Promise<string>> {
  const scripts = await builtScripts(["trigger.js", "platform.js", "vitals.js", "coupon-line.js"]);
  return async (name) => scripts[name] ?? "";
}

/** In the place of the snippet itself. */
const standIn = `<script>
  window.said = { tracked: [], consents: [], handlers: [] };
  window.edgewise = {
    track: (name, params) => said.tracked.push({ name, params }),
    consent: (state) => said.consents.push(state),
    on: (name, handler) => said.handlers.push([name, handler]),
  };
</script>`;

export async function openPart(
  browser: Browser,
  script: string,
  { body, head = "", answers = {}, isTimed = false, headers = {} }: Opening,
): Promise<PartPage> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  const html = `<!doctype html><html><head><title>Shop</title>${standIn}${head}<script type="module" src="/_ew/part.js"></script></head><body>${body}</body></html>`;
  await page.route(`${shopOrigin}/**`, (route) => {
    const { pathname, search } = new URL(route.request().url());
    const answer = answers[pathname + search];
    if (pathname === "/_ew/part.js") return route.fulfill({ contentType: "text/javascript", body: script });
    if (answer !== undefined) return route.fulfill({ json: answer() });
    return route.fulfill({ contentType: "text/html", body: html, headers });
  });
  await page.addInitScript(() => {
    const shown = () => (window as { isShown?: boolean }).isShown !== false;
    Object.defineProperty(document, "visibilityState", { get: () => (shown() ? "visible" : "hidden") });
    Object.defineProperty(document, "hidden", { get: () => !shown() });
  });
  if (isTimed) await page.clock.install();
  await page.goto(`${shopOrigin}/`);
  const said = <T>(what: string) => page.evaluate((name) => (window as never)["said"][name] as T, what);
  return {
    page,
    complaints,
    tracked: () => said("tracked"),
    consents: () => said("consents"),
    record: (name, params = {}) =>
      page.evaluate(
        ([wanted, given]) => {
          const { handlers } = (window as never)["said"] as {
            handlers: [string, (params: object, name: string) => void][];
          };
          for (const [heard, handle] of handlers) if (heard === wanted) handle(given, wanted);
        },
        [name, params] as const,
      ),
    show: (isVisible) =>
      page.evaluate((isShown) => {
        Object.assign(window, { isShown });
        document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
      }, isVisible),
  };
}
