import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { dashboardHost } from "../local/serve.ts";
import { violations } from "./testing/axe.ts";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { englishOfDashboard } from "./testing/english-of-dashboard.ts";
import { tellOfCustomers } from "./testing/told-customers.ts";
import { signIn } from "./testing/signed-in-page.ts";

let edge: Edge;
let browser: Browser;
let isEnglish: (text: string) => boolean;
beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
  isEnglish = await englishOfDashboard();
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

/** Whether nothing on the page is English, and nothing sticks out. */
async function read(page: Page, screen: string): Promise<void> {
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [document.title];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      found.push(node.textContent?.trim() ?? "");
    for (const name of ["aria-label", "aria-description", "title", "placeholder", "alt"])
      for (const element of document.querySelectorAll(`[${name}]`))
        found.push(element.getAttribute(name) ?? "");
    // Whoever is signed in is called Owner.
    return found.filter((text) => text !== "Owner");
  });
  expect(texts.filter(isEnglish), `English on ${screen}`).toEqual([]);
  const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(sticksOut, `${screen} is wider than the window`).toBe(false);
  const pictures = process.env["PICTURES"];
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${screen}.png`, fullPage: true });
}

/** The same, and whether nothing breaks the rules of accessibility. */
async function check(page: Page, screen: string): Promise<void> {
  await read(page, screen);
  expect(await violations(page), screen).toEqual([]);
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
  await page.getByRole("button", { name: "Vai a…" }).click();
  await page.getByRole("option", { name: "Impostazioni: registro" }).waitFor();
  await check(page, "palette");
  await page.keyboard.press("Escape");
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
  const parts = page.getByRole("navigation", { name: "Impostazioni" }).getByRole("link");
  const tops = await parts.evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top));
  expect(new Set(tops).size, "the parts of the settings stand in one line").toBe(1);
  await page.goto(`${home()}/settings/people`);
  await page.getByText("Al momento non ci sono inviti.").waitFor();
  await check(page, "people");
  await page.goto(`${home()}/settings/keys`);
  await page.getByText("Non c’è ancora nessuna chiave API.").waitFor();
  await check(page, "keys");
  await page.goto(`${home()}/rules/welcome-from-ads`);
  await page.getByText("Che cosa vedono gli acquirenti").waitFor();
  await page.getByText("Prova con un visitatore").click();
  await page.getByRole("button", { name: "La vedrebbe?" }).click();
  await page.getByText("No: non è rivolta a questa persona.").waitFor();
  await check(page, "editor");
});

/** What the first test does not look at closely, each with a text that comes last there. */
const screens = [
  ["", "Ora nel negozio"],
  ["install", "Prima guardalo"],
  ["goals", "Il valore di un ordine"],
  ["goals/new", "Qualcos’altro"],
  ["goals/new/returned", "È meglio di meno."],
  ["rules/new", "Clienti da riconquistare"],
  ["rules/new/win-back", "Giorni dall’ultimo ordine"],
  ["rules/new/blank", "Nessun’altra regola attiva"],
  ["rules/welcome-from-ads/page", "Fai clic su ciò che vuoi cambiare"],
  ["offers/new", "Come la vedono gli acquirenti"],
  ["coupons/new", "In parole"],
  ["segments", "Lipstick lookers"],
  ["segments/new", "Qualcuno ne fa parte?"],
  ["segments/lipstick-lookers", "Qualcuno ne fa parte?"],
  ["customers", "Ada Lind"],
  ["customers/by/customer/7001", "Che cosa ha avuto davanti, e perché"],
  ["publish", "Versione 1"],
  ["settings/site", "Aggiungi una caratteristica"],
  ["settings/audit", "Chi ha cambiato cosa"],
  ["sites/new", "Nome del negozio"],
  ["nowhere", "Questa pagina non esiste"],
] as const;

it("has no English on any other screen, on a phone or a desk", async () => {
  await tellOfCustomers(edge, [
    { email: "ada@mail.example", customer: "7001", name: "Ada Lind", orders: [30, 1060.5] },
  ]);
  const page = await openIn("it");
  for (const [path, last] of screens) {
    await page.setViewportSize({ width: 360, height: 780 });
    await page.goto(`${home()}/${path}`);
    await page.getByText(last).first().waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    const screen = path.replaceAll("/", "-") || "home";
    await read(page, screen);
    await page.setViewportSize({ width: 1280, height: 900 });
    await read(page, `${screen}-wide`);
  }
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(`${home()}/customers/by/customer/7001`);
  await page.getByRole("button", { name: "Cancella…" }).click();
  await page.getByText("Per continuare scrivi la parola cancella").waitFor();
  await read(page, "erase");
  await page.goto(`${home()}/rules`);
  await page.getByRole("button", { name: "Altro: Welcome offer" }).click();
  await page.getByRole("button", { name: "Elimina…" }).click();
  await page.getByText("Eliminare Welcome offer?").waitFor();
  await read(page, "delete-rule");
  await page.getByRole("button", { name: "Tieni la regola" }).click();
  await page.getByRole("button", { name: "Disattiva…" }).click();
  await page.getByText("Disattivare Edgewise su").waitFor();
  await read(page, "switch-off");
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
  await page.goto(`${home()}/coupons/new`);
  await page.getByRole("button", { name: "Salva bozza" }).click();
  await page.getByText("Serve un nome.").waitFor();
  await page.getByText("Un codice ha da 1 a 64 lettere, cifre, trattini o trattini bassi.").first().waitFor();
  await page.goto(`${home()}/offers/welcome`);
  await page.getByLabel("Titolo").fill("{{ cty }}");
  await page.getByRole("button", { name: "Salva bozza" }).click();
  await page.getByText("Nessun campo si chiama {{ cty }}. Volevi dire {{ city }}?").first().waitFor();
  await check(page, "problems");
  await page.getByLabel("Titolo").fill("Ciao");
  await page.getByRole("button", { name: "Salva bozza" }).click();
  await page.getByRole("button", { name: "Rivedi e pubblica" }).click();
  await page.getByLabel("Cosa cambia in Welcome offer").click();
  await page.getByText("prima:").first().waitFor();
  await check(page, "publish-dialog");
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
