import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

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
 * A Chromium with a fresh profile, and with its back/forward cache, which Playwright switches off by default; the
 * environment variable `CHROMIUM` names another one.
 */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: flags,
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
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
