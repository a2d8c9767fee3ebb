import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dashboardHost } from "../local/serve.ts";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { signIn } from "./testing/signed-in-page.ts";

let edge: Edge;
let browser: Browser;
let home: string;
beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
  home = `http://${dashboardHost}:${edge.port}`;
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

/** A browser on a device whose lock its owner opens when asked. */
async function device(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const chromium = await context.newCDPSession(page);
  await chromium.send("WebAuthn.enable");
  await chromium.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { context, page };
}

async function signedIn(): Promise<{ context: BrowserContext; page: Page }> {
  const opened = await device();
  await signIn(opened.page, edge);
  await opened.page.getByRole("link", { name: "Welcome offer" }).waitFor();
  return opened;
}

/** As if somebody had signed in long ago. */
async function ageSessions(): Promise<void> {
  const database = await edge.miniflare.getD1Database("DB");
  await database.prepare("UPDATE sessions SET proved_at_ms = proved_at_ms - 3600000").run();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
}

const said = (page: Page, text: string) => page.getByRole("status").getByText(text).waitFor();

describe("signing in", () => {
  it("says that somebody is signed in only once that is tried", async () => {
    const { context, page } = await device();
    const asked = Promise.withResolvers<void>();
    await page.route("**/api/v1/session/ways", async (route) => {
      await asked.promise;
      await route.continue();
    });
    await page.goto(`${home}/sign-in`);
    await page.locator("main [aria-busy=true]").waitFor();
    expect(await page.getByRole("heading").allTextContents()).toEqual(["Sign in"]);
    asked.resolve();
    await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    await context.close();
  });

  it("works with a passkey, without anything typed", async () => {
    const { context, page } = await signedIn();
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.getByLabel("Name of the new passkey").fill("Laptop at work");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await said(page, "Laptop at work is added.");
    await page.getByText("not used yet").waitFor();
    await signOut(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByRole("region", { name: "What needs attention" }).waitFor();
    await page.goto(`${home}/settings`);
    await page.getByText("last used today").waitFor();
    await page.getByText("By passkey, since today").waitFor();

    await page.getByRole("button", { name: "Remove Laptop at work" }).click();
    await said(page, "opens nothing any more");
    await signOut(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByRole("alert").getByText("This passkey does not open the dashboard.").waitFor();
    await context.close();
  });

  it("works with a password, which is not right until it is, and ends elsewhere when that changes", async () => {
    const { context, page } = await signedIn();
    const other = await signedIn();
    await page.goto(`${home}/settings`);
    await page.getByLabel("E-mail").fill("olga@shop.example");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await said(page, "Saved.");
    await page.getByLabel("New password").fill("too short");
    await page.getByRole("button", { name: "Set password" }).click();
    await said(page, "A password has at least 15 characters.");
    await page.getByLabel("New password").fill("a bicycle for Sunday");
    await page.getByRole("button", { name: "Set password" }).click();
    await said(page, "The password is set.");
    await other.page.reload();
    await other.page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    await signOut(page);
    await page.getByLabel("E-mail").fill("olga@shop.example");
    await page.getByLabel("Password", { exact: true }).fill("a bicycle for Monday");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("The e-mail address or the password is not right.").waitFor();
    await page.getByLabel("Password", { exact: true }).fill("a bicycle for Sunday");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "What needs attention" }).waitFor();
    await other.context.close();
    await context.close();
  });

  it("tells whose link was used before, and offers the other ways", async () => {
    const { context, page } = await device();
    await page.goto(`${home}/sign-in?token=made-up`);
    await page.getByRole("alert").getByText("This sign-in link does not work any more.").waitFor();
    expect(page.url()).toBe(`${home}/sign-in`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    await page.getByLabel("Password", { exact: true }).waitFor();
    await context.close();
  });
});

describe("an owner", () => {
  it("invites somebody by a link that is shown once, gives them a role, and removes them", async () => {
    const { context, page } = await signedIn();
    await page.goto(`${home}/settings/people`);
    const invitation = page.getByRole("region", { name: "Invitations" });
    await invitation.getByLabel("Name").fill("Mia");
    await invitation.getByLabel("E-mail").fill("mia@shop.example");
    await invitation.getByLabel("Role").selectOption("viewer");
    await invitation.getByRole("button", { name: "Invite" }).click();
    const shown = page.getByRole("dialog", { name: "An invitation for Mia" });
    const link = await shown.getByRole("textbox").inputValue();
    await shown.getByRole("button", { name: "Done" }).click();
    await invitation.getByText("mia@shop.example").waitFor();

    const mia = await device();
    await mia.page.goto(link);
    await mia.page.getByRole("region", { name: "What needs attention" }).waitFor();
    expect(await mia.page.getByRole("button", { name: "Switch off…" }).count()).toBe(0);
    await mia.page.goto(`${home}/settings/people`);
    await mia.page.getByText("Owners look after this.").waitFor();

    await page.reload();
    await page.getByLabel("Role of Mia").selectOption("marketer");
    await said(page, "Mia: Marketer.");
    await mia.page.goto(`${home}/rules`);
    await mia.page.getByRole("button", { name: "Switch off…" }).waitFor();

    await page.getByRole("button", { name: "Remove Mia" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Yes, remove" }).click();
    await said(page, "Mia is removed.");
    await mia.page.reload();
    await mia.page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    await mia.context.close();
    await context.close();
  });

  it("is asked who it is before that where they signed in long ago, and what they did goes on", async () => {
    const { context, page } = await signedIn();
    await page.goto(`${home}/settings`);
    await page.getByLabel("Name of the new passkey").fill("Phone");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await said(page, "Phone is added.");
    await ageSessions();
    await page.goto(`${home}/settings/keys`);
    await page.getByLabel("Name").fill("Till in Utrecht");
    await page.getByLabel("Send events").check();
    await page.getByRole("button", { name: "Make key" }).click();
    const asked = page.getByRole("dialog", { name: "Is it still you?" });
    await asked.getByRole("button", { name: "Sign in with a passkey" }).click();
    const shown = page.getByRole("dialog", { name: "The key Till in Utrecht" });
    const key = await shown.getByRole("textbox").inputValue();
    expect(key).toMatch(/^ew_[\w-]{43}$/);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await shown.getByRole("button", { name: "Copy" }).click();
    await said(page, "Copied.");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
    await page.keyboard.press("Escape");
    await page.reload();
    await page.getByRole("button", { name: "Revoke Till in Utrecht" }).waitFor();
    expect(await page.content()).not.toContain(key);

    await page.getByRole("button", { name: "Revoke Till in Utrecht" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Yes, revoke" }).click();
    await page.getByText("Revoked", { exact: true }).waitFor();
    const answer = await edge.miniflare.dispatchFetch(`${home}/api/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}` },
      body: "{}",
    });
    expect(answer.status).toBe(401);
    await context.close();
  });

  it("may think better of it, and nothing was done", async () => {
    const { context, page } = await signedIn();
    await ageSessions();
    await page.goto(`${home}/settings/keys`);
    await page.getByLabel("Name").fill("Never made");
    await page.getByLabel("Import", { exact: true }).check();
    await page.getByRole("button", { name: "Make key" }).click();
    await page
      .getByRole("dialog", { name: "Is it still you?" })
      .getByRole("button", { name: "Cancel" })
      .click();
    await said(page, "Please sign in again first");
    expect(await page.getByLabel("Name").inputValue()).toBe("Never made");
    await page.reload();
    await page.getByRole("heading", { name: "A new key" }).waitFor();
    expect(await page.getByText("Never made").count()).toBe(0);
    await context.close();
  });

  it("sees where they are signed in, and ends it there", async () => {
    const { context, page } = await signedIn();
    const other = await signedIn();
    await page.goto(`${home}/settings`);
    await page.getByText("This one").waitFor();
    await page.getByRole("button", { name: "Sign out everywhere else" }).click();
    await said(page, "signed out");
    await other.page.reload();
    await other.page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
    await other.context.close();
    await context.close();
  });
});
