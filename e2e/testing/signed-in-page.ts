import type { Browser, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { dashboardHost } from "../../local/serve.ts";
import { newSignInToken } from "../../local/sign-in.ts";
import type { Edge } from "./edge.ts";

/** The dashboard's rules, as an owner sees them who has just signed in; closed when the test is over. */
export async function signedInPage(browser: Browser, edge: Edge): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await signIn(page, edge);
  await page.getByRole("link", { name: "Welcome offer" }).waitFor();
  return page;
}

/** Signs an owner in by a link, and goes from home to the rules. */
export async function signIn(page: Page, edge: Edge): Promise<void> {
  const home = `http://${dashboardHost}:${edge.port}`;
  await page.goto(`${home}/sign-in?token=${await newSignInToken(edge.miniflare)}`);
  await page.waitForURL(`${home}/`);
  await page.goto(`${home}/rules`);
}
