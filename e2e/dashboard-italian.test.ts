import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { putItalian } from "../dashboard/text/italian.ts";
import { inEnglish } from "../dashboard/text/translated.ts";
import { dashboardHost } from "../local/serve.ts";
import { violations } from "./testing/axe.ts";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { signIn } from "./testing/signed-in-page.ts";

let edge: Edge;
let browser: Browser;
let english: ReadonlySet<string>;
beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
  english = await onlyEnglish();
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

/** Messages that stand for themselves, and that Italian says in other words. */
async function onlyEnglish(): Promise<Set<string>> {
  await Promise.all([
    import("../dashboard/conditions/messages.ts"),
    import("../dashboard/coupons/messages.ts"),
    import("../dashboard/editing/messages.ts"),
    import("../dashboard/offers/messages.ts"),
    import("../dashboard/publish/messages.ts"),
    import("../dashboard/rules/messages.ts"),
    import("../dashboard/settings/messages.ts"),
    import("../dashboard/shell/messages.ts"),
    import("../dashboard/ui/messages.ts"),
  ]);
  const said = inEnglish.map(({ words }) => Object.values(words)).flat();
  const italian = inEnglish.map(({ room, words }) => ({ room, words: { ...words } }));
  await putItalian(italian);
  // Whoever is signed in is called Owner.
  const also = new Set(["Owner", ...italian.flatMap(({ words }) => Object.values(words))]);
  return new Set(said.filter((text) => !text.includes("{") && !also.has(text)));
}

/** Whether nothing on the page is English, nothing breaks the rules of accessibility, and nothing sticks out. */
async function check(page: Page, screen: string): Promise<void> {
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [document.title];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      found.push(node.textContent?.trim() ?? "");
    for (const element of document.querySelectorAll("[aria-label]"))
      found.push(element.getAttribute("aria-label") ?? "");
    return found;
  });
  expect(
    texts.filter((text) => english.has(text)),
    `English on ${screen}`,
  ).toEqual([]);
  expect(await violations(page), screen).toEqual([]);
  const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(sticksOut, `${screen} is wider than the window`).toBe(false);
  const pictures = process.env["PICTURES"];
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${screen}.png`, fullPage: true });
}

/** The dashboard's rules, as an owner sees them whose browser asks for this language. */
async function openIn(locale: string, viewport = { width: 360, height: 780 }): Promise<Page> {
  const context = await browser.newContext({ locale, viewport, reducedMotion: "reduce" });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await signIn(page, edge);
  await page.getByRole("link", { name: "Welcome offer" }).waitFor();
  return page;
}

const home = () => `http://${dashboardHost}:${edge.port}`;

it("reads in Italian on each screen, on a phone, for whoever's browser asks for it", async () => {
  const page = await openIn("it-CH");
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("it");
  await page.getByRole("heading", { name: "Regole", level: 1 }).waitFor();
  await page.getByRole("region", { name: "Pubblicazione" }).getByText("Tutto è online").waitFor();
  expect(await page.getByRole("listitem").allInnerTexts()).toContainEqual(
    expect.stringContaining("Mostra Welcome offer a visitatori"),
  );
  await check(page, "rules");
  await page.goto(`${home()}/offers`);
  await page.getByRole("link", { name: "Welcome offer" }).click();
  await page.getByText("La mostra una regola:").waitFor();
  await check(page, "offer");
  await page.goto(`${home()}/coupons`);
  await page.getByText("Nessuno dato").first().waitFor();
  await check(page, "coupons");
  await page.getByRole("link", { name: "Welcome, 10 % off" }).click();
  await page.getByText("10 % di sconto").waitFor();
  await page.getByText("Ancora nessuno ne ha uno.").waitFor();
  await check(page, "coupon");
  await page.goto(`${home()}/settings`);
  await page.getByText("Questo", { exact: true }).waitFor();
  await check(page, "settings");
  await page.goto(`${home()}/settings/people`);
  await page.getByText("Al momento non ci sono inviti.").waitFor();
  await check(page, "people");
  await page.goto(`${home()}/settings/keys`);
  await page.getByText("Non c’è ancora nessuna chiave API.").waitFor();
  await check(page, "keys");
  await page.goto(`${home()}/rules/welcome-from-ads`);
  await page.getByText("Che cosa vedono gli acquirenti").waitFor();
  await check(page, "editor");
});

it("says in Italian what went wrong", async () => {
  const page = await openIn("it");
  await page.route("**/api/v1/offers?*", (route) => route.abort());
  await page.goto(`${home()}/offers`);
  await page.getByText("Il server non è raggiungibile. Controlla la connessione, poi riprova.").waitFor();
  await page.getByRole("button", { name: "Riprova" }).waitFor();
  await check(page, "error");
  await page.goto(`${home()}/rules/nowhere`);
  await page
    .getByText("Qui non c’è niente, oppure non c’è più.")
    .or(page.getByText("Questa regola non c’è più."))
    .first()
    .waitFor();
  await check(page, "nowhere");
});

it("writes money, moments and the names of languages as Italians do", async () => {
  const page = await openIn("it", { width: 1440, height: 900 });
  await page.goto(`${home()}/coupons/new`);
  await page.getByLabel("Percentuale").fill("12,5");
  await page.getByLabel("Valore minimo del carrello").fill("30,5");
  await page.getByLabel("Fino a").fill("2031-12-01T00:00");
  const words = page.getByRole("region", { name: "In parole" });
  await words.getByText("12,5 % di sconto per carrelli da 30,50 €").waitFor();
  await words.getByText("Fino a 1 dic 2031, 00:00").waitFor();
  await page.goto(`${home()}/offers/welcome`);
  await page.getByLabel("Aggiungi una lingua").selectOption("olandese");
});

it("is what somebody chose in the settings, once what they typed is not lost by it", async () => {
  const page = await openIn("en-GB", { width: 1440, height: 900 });
  await page.goto(`${home()}/settings`);
  await page.getByLabel("E-mail").fill("mara@shop.example");
  const asked = page.waitForEvent("dialog");
  const chosen = page.getByLabel("Language").selectOption("Italiano");
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await chosen;
  expect(await page.getByLabel("E-mail").inputValue()).toBe("mara@shop.example");
  await page.getByLabel("E-mail").fill("");
  await page.reload();
  await page.getByLabel("Lingua").waitFor();
  await page.goto(`${home()}/rules`);
  await page.getByRole("heading", { name: "Regole", level: 1 }).waitFor();
  await page.goto(`${home()}/settings`);
  await page.getByLabel("Lingua").selectOption("English");
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
});
