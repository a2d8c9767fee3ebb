import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

export const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const shellPath =
  process.env["CHROMIUM_SHELL"] ?? process.env["CHROMIUM"] ?? "/usr/bin/chromium-headless-shell";

export const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Pages name hosts that are not of this machine; whether and how soon those answer is nothing to wait for.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
];

/**
 * Chromium's engine with a fresh profile, and without a back/forward cache. The environment variable `CHROMIUM_SHELL` names
 * another one.
 */
export const openBrowser = (): Promise<Browser> => opened(shellPath);

/**
 * A whole Chromium, at more than twice the cost, for what the browser does and not the engine. It has its back/forward cache,
 * which Playwright switches off by default. The environment variable `CHROMIUM` names another one.
 */
export const openWholeBrowser = (): Promise<Browser> => opened(chromiumPath);

function opened(executablePath: string): Promise<Browser> {
  const ignoreDefaultArgs = ["--disable-back-forward-cache"];
  return chromium.launch({ executablePath, args: flags, ignoreDefaultArgs });
}

/** A shopper with a browser: cookies of their own, and whatever the page complained of. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Uncaught errors and console errors, in order. */
  complaints: string[];
}

export async function newVisitor(browser: Browser, javaScriptEnabled = true): Promise<Visitor> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return { context, page, complaints };
}
