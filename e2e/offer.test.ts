import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dashboardHost, shopHost } from "../local/serve.ts";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";
import { signIn } from "./testing/signed-in-page.ts";

const fromAnAd = "/?utm_source=instagram&utm_medium=paid_social";

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

describe("an offer on the page", () => {
  it.each([
    ["de-AT,de;q=0.9,en;q=0.8", "Willkommen: 10 % Rabatt", `lang="de"`],
    ["es, fr;q=0.5", "10&#160;% sur votre premi&#232;re commande", `lang="fr"`],
    [
      "en-GB,de;q=0.5",
      "Welcome: 10 % off your first order",
      `<aside class="ew-offer ew-box ew-banner ew-dismissible" data-ew-offer="welcome">`,
    ],
    [
      "pl",
      "Welcome: 10 % off your first order",
      `<aside class="ew-offer ew-box ew-banner ew-dismissible" data-ew-offer="welcome">`,
    ],
  ])("is in the language of somebody who reads %s", async (languages, headline, markup) => {
    const { text } = await new Shopper(edge.port).ask(fromAnAd, {
      headers: { "accept-language": languages },
    });
    expect(text).toContain(headline);
    expect(text).toContain(markup);
  });

  it("is closed by the shopper, and Edgewise hears which rule showed it", async () => {
    const page = await (await browser.newContext({ locale: "de-DE" })).newPage();
    await page.goto(`http://${shopHost}:${edge.port}${fromAnAd}`);
    const told = page.waitForRequest(
      (request) => request.url().endsWith("/_ew/e") && (request.postData() ?? "").includes("ew_dismissed"),
    );
    await page.getByRole("button", { name: "Schließen" }).click();
    expect((await told).postData()).toContain(`{"rule":"welcome-from-ads"}`);
    expect((await (await told).response())?.status()).toBe(202);
    expect(await page.locator(".ew-offer").count()).toBe(0);
  });
});

describe("a marketer", () => {
  it("writes another language with a field, and what the offer is worth, and sees it before it is saved", async () => {
    const page = await browser.newPage();
    const home = `http://${dashboardHost}:${edge.port}`;
    await signIn(page, edge);
    await page.getByRole("link", { name: "Welcome offer" }).waitFor();
    await page.goto(`${home}/rules/welcome-from-ads`);
    const headline = page.getByLabel("Headline");
    const preview = page.frameLocator("iframe.preview-frame:not([inert])").locator(".ew-headline");

    await page.getByLabel("Add a language").selectOption("es");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    expect(await headline.inputValue()).toBe("Welcome: 10 % off your first order");
    await headline.fill("Hola, {{ traits.firstName | default: 'amiga' }}");
    await expect.poll(() => preview.textContent()).toBe("Hola, amiga");
    await page.getByLabel("Value (EUR)").fill("1234,5");

    await page.getByLabel("Language", { exact: true }).selectOption("fr");
    await page.getByRole("button", { name: "Remove French" }).click();
    expect(
      await page
        .getByLabel("Language", { exact: true })
        .evaluate((select) => select === document.activeElement),
    ).toBe(true);
    await expect.poll(() => preview.textContent()).toBe("Welcome: 10 % off your first order");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("Draft saved. Shoppers see it once you publish.").waitFor();

    const { draft } = (await edge.api("GET", "/offers/welcome?site=shop")) as {
      draft: {
        document: { translations: Record<string, { headline: string }>; value: number; cost: number };
      };
    };
    expect(Object.keys(draft.document.translations).toSorted()).toEqual(["de", "es"]);
    expect(draft.document).toMatchObject({ value: 123_450, cost: 450 });
  });

  it("is shown what is wrong with a field, in the language that it is in", async () => {
    const page = await browser.newPage();
    const home = `http://${dashboardHost}:${edge.port}`;
    await signIn(page, edge);
    await page.getByRole("link", { name: "Welcome offer" }).waitFor();
    await page.goto(`${home}/rules/welcome-from-ads`);
    const language = page.getByLabel("Language", { exact: true });
    await language.selectOption("de");
    await page.getByLabel("Headline").fill("Hallo {{ citty }}");
    await language.selectOption("");
    await page.getByRole("button", { name: "Save draft" }).click();

    const problem = page.locator(".field", { hasText: "Headline" }).locator(".problem");
    await expect
      .poll(() => problem.textContent())
      .toBe("There is no field called {{ citty }}. Did you mean {{ city }}?");
    expect(await language.inputValue()).toBe("de");
    expect(await page.getByRole("alert").textContent()).toContain(
      "German: There is no field called {{ citty }}.",
    );
    await page.getByLabel("Headline").fill("Hallo {{ city }}");
    expect(await problem.count()).toBe(0);
  });
});
