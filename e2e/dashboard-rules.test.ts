import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newSignInToken } from "../local/sign-in.ts";
import { openBrowser } from "./testing/browser.ts";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";
import { signedInPage } from "./testing/signed-in-page.ts";

const patiently = { timeout: 10_000 };

let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  [edge, browser] = await Promise.all([startDemo(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
});

interface Document {
  id: string;
  name: string;
  on: boolean;
  pages: string[];
  condition: object;
  variants: { id: string; changes: object[]; weight: number }[];
}
const draftOf = async (id: string) =>
  ((await edge.api("GET", `/rules/${id}?site=shop`)) as { draft: { document: Document; live: unknown } })
    .draft;
const order = async () =>
  ((await edge.api("GET", "/rules?site=shop")) as { rules: { rule: { id: string } }[] }).rules.map(
    ({ rule }) => rule.id,
  );

async function open(path: string): Promise<Page> {
  const page = await signedInPage(browser, edge);
  await page.goto(new URL(path, page.url()).href);
  return page;
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.getByText("Shoppers see it once you publish.").waitFor();
}

/** Keys go on in the section, and its heading is in view, below the bars. */
async function focused(page: Page, section: string): Promise<void> {
  const titleOf = `document.getElementById(document.activeElement?.getAttribute("aria-labelledby") ?? "")`;
  await expect.poll(() => page.evaluate(`${titleOf}?.innerText`)).toBe(section);
  const seen = `(({ x, y, height }) => document.elementFromPoint(x + 2, y + height / 2))(${titleOf}.getBoundingClientRect())`;
  await expect.poll(() => page.evaluate(`${seen} === ${titleOf}`)).toBe(true);
}

describe("a recipe", () => {
  it("asks what it cannot know, and ends in a draft that no shopper sees", async () => {
    const page = await open("/rules");
    await page.getByRole("link", { name: "New rule" }).click();
    await page.getByRole("link", { name: "Campaign landing" }).click();
    await page.getByRole("button", { name: "Make the draft" }).click();
    await page.getByText("This is needed.").waitFor();
    await page.getByLabel("Name of the campaign").fill("Winter");
    await page.getByLabel("Coupon").selectOption("A new one…");
    await page.getByLabel("Percent off").fill("15");
    await page.getByLabel("Code").fill("WINTER15");
    await page.getByRole("button", { name: "Make the draft" }).click();
    await page.waitForURL("**/rules/campaign-landing");
    await page.getByText("is saved as a draft. Nobody sees it until you publish.").waitFor();
    await page.getByText("3 changes not live").waitFor();
    expect((await new Shopper(edge.port).ask("/?utm_campaign=winter")).text).not.toContain("You came for");
    await page
      .getByText("Show Campaign landing to visitors whose campaign is winter on every page")
      .waitFor();
    expect(await draftOf("campaign-landing")).toMatchObject({
      live: null,
      document: { name: "Campaign landing: Winter", condition: { campaign: "winter" }, pages: ["/*"] },
    });
    expect(await edge.api("GET", "/offers/campaign-landing?site=shop")).toMatchObject({
      draft: { live: null, document: { coupon: "winter15", headline: "You came for this." } },
    });
    expect(await edge.api("GET", "/coupons/winter15?site=shop")).toMatchObject({
      draft: { live: null, document: { code: "WINTER15", discount: { percent: 15 } } },
    });
  });

  it("is left without a trace, after it was asked whether what was typed may go", async () => {
    const page = await open("/rules/new/category");
    await page.getByLabel("Category", { exact: true }).fill("Lips");
    await page.getByRole("link", { name: "Another recipe" }).click();
    await page.getByRole("button", { name: "Leave without saving" }).click();
    await page.getByRole("heading", { name: "New rule" }).waitFor();
    expect(await order()).not.toContain("category-interest");
  });
});

describe("a rule of one's own", () => {
  it("shows a new offer in a new place, and is saved whole under an address of its own", async () => {
    const page = await open("/rules/new/blank");
    await page.getByLabel("Rule name").fill("Gift wrap");
    await page.getByText("It does nothing yet").waitFor();
    await page.getByRole("button", { name: "Add change" }).click();
    await page.getByLabel("Offer", { exact: true }).selectOption("A new offer…");
    await page.getByLabel("Headline").fill("We wrap it for you");
    await page.getByLabel("Place on the page").selectOption("A new place…");
    await page.getByLabel("Name of the place").fill("Above the footer");
    await page.getByRole("group").getByLabel("Element (CSS selector)").fill("footer");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.waitForURL("**/rules/gift-wrap");
    await page.getByText("Show Gift wrap to everyone on /").waitFor();
    expect((await draftOf("gift-wrap")).document.variants).toEqual([
      {
        id: "a",
        weight: 1,
        changes: [{ type: "insertOffer", placement: "start-of-the-page", offer: "gift-wrap" }],
      },
    ]);
    expect(await edge.api("GET", "/placements/start-of-the-page?site=shop")).toMatchObject({
      draft: { document: { name: "Above the footer", selector: "footer" } },
    });
  });

  it("makes every kind of change, with the fields of each", async () => {
    const page = await open("/rules/new/blank");
    await page.getByLabel("Rule name").fill("All kinds");
    const what = page.getByRole("region", { name: "What shoppers see" });
    const add = async (kind: string, fields: Record<string, string>) => {
      await what.getByLabel("One more change").selectOption(kind);
      await what.getByRole("button", { name: "Add change" }).click();
      const change = what.getByRole("article").last();
      for (const [label, value] of Object.entries(fields)) {
        const field = change.getByLabel(label, { exact: true });
        if ((await field.evaluate((element) => element.tagName)) === "SELECT")
          await field.selectOption(value);
        else await field.fill(value);
      }
    };
    const element = "Element (CSS selector)";
    await add("Write a text", { [element]: "h1", Text: "Hello" });
    await add("Show another picture", { [element]: "img", Picture: "/a.jpg", "What the picture shows": "A" });
    await add("Set a link", { [element]: "a", Link: "/sale" });
    await add("Hide a part of the page", { [element]: ".promo" });
    await add("Add HTML", { [element]: "h1", Where: "before it", HTML: "<hr>" });
    await add("Replace the content", { [element]: "h2", HTML: "<em>x</em>" });
    await add("Replace a part of the page", { [element]: "h3", HTML: "<h3>x</h3>" });
    await add("Move a part of the page", {
      [element]: "nav",
      Where: "inside, at its end",
      "Which element it goes to (CSS selector)": "footer",
    });
    await add("Remove a part of the page", { [element]: ".old" });
    await add("Set classes", {
      [element]: "h1",
      "Classes to add": "big  red",
      "Classes to take away": "small",
    });
    await add("Set a style", { [element]: "h1", "Property of CSS": "color", Value: "red" });
    await add("Set an attribute", { [element]: "h1", Attribute: "title", Value: "Hi" });
    await add("Change the page’s styles", { CSS: "h1{top:0}" });
    await save(page);
    await page.waitForURL("**/rules/all-kinds");
    const selector = "h1";
    expect((await draftOf("all-kinds")).document.variants[0]?.changes).toEqual([
      { type: "setText", selector, text: "Hello" },
      { type: "setImage", selector: "img", src: "/a.jpg", alt: "A", srcset: null },
      { type: "setLink", selector: "a", href: "/sale" },
      { type: "hide", selector: ".promo" },
      { type: "insertHtml", selector, position: "before", html: "<hr>" },
      { type: "setHtml", selector: "h2", html: "<em>x</em>" },
      { type: "replaceHtml", selector: "h3", html: "<h3>x</h3>" },
      { type: "move", selector: "nav", to: "footer", position: "end" },
      { type: "remove", selector: ".old" },
      { type: "setClass", selector, add: ["big", "red"], remove: ["small"] },
      { type: "setStyle", selector, property: "color", value: "red", important: false },
      { type: "setAttribute", selector, name: "title", value: "Hi" },
      { type: "addStyles", css: "h1{top:0}" },
    ]);
    const articles = page.getByRole("article");
    await page.getByRole("button", { name: "Move up: Set a link" }).click();
    await page.getByRole("button", { name: "Remove: Write a text" }).click();
    await expect.poll(() => articles.first().innerText()).toContain("Set a link");
    await save(page);
    // What was announced of the save before may still be there.
    await expect
      .poll(async () => (await draftOf("all-kinds")).document.variants[0]?.changes, patiently)
      .toHaveLength(12);
  });
});

describe("all that a rule can say", () => {
  it("is edited, said in a sentence whose parts lead to their sections, and saved", async () => {
    const page = await open("/rules/sunday-reading");
    const region = (name: string) => page.getByRole("region", { name });
    await page.getByRole("link", { name: "revenue" }).click();
    await expect.poll(() => new URL(page.url()).hash).toBe("#judged");
    await focused(page, "Judged by");
    const parts = page.getByRole("navigation", { name: "Parts of the rule" });
    await parts.getByRole("link", { name: "Who", exact: true }).click();
    await focused(page, "Who sees it");
    await expect.poll(() => parts.locator("[aria-current]").allInnerTexts()).toEqual(["Who"]);
    await page.goto(page.url().replace("#who", "?again#when"));
    await focused(page, "When");
    const judged = region("Judged by");
    await judged.getByText("Adds up what each person’s orders brought within 14 days").waitFor();
    await judged.getByLabel("Goal", { exact: true }).selectOption("A new goal…");
    await judged.getByLabel("Name").fill("Became a lead");
    await judged.getByLabel("Event").fill("generate_lead");
    await judged.getByLabel("Counts for so long").fill("3");
    await judged
      .getByText("Counts who became a lead at least once within 3 days of first seeing the rule.")
      .waitFor();
    await judged.getByLabel("Who orders").check();
    await judged.getByLabel("Held out, in percent").fill("12,5");
    await judged.getByLabel("Taking part, in percent").fill("80");
    const when = region("When");
    await when.getByLabel("Starts").fill("2027-01-02T09:00");
    await when.getByLabel("Ends").fill("2027-02-01T00:00");
    await when.getByRole("button", { name: "Remove these hours" }).click();
    await when.getByRole("button", { name: "Only at some hours of the week" }).click();
    await when.getByLabel("Sat").check();
    await when.getByLabel("To", { exact: true }).fill("24:00");
    await when.getByLabel("Time zone").selectOption("Europe/Rome");
    const often = region("How often");
    await often.getByRole("button", { name: "Show it less often" }).click();
    await often.getByLabel("At most so many times").fill("2");
    await often.getByLabel("In", { exact: true }).selectOption("a visit");
    await often.getByLabel("After somebody closed its offer").selectOption("it stays away for a week");
    await often.getByLabel("Exclusive group").fill("sundays");
    const wins = region("Who wins");
    await wins.getByLabel("What it is there for").selectOption("Personal: meant for this customer alone");
    await wins.getByLabel("Priority").fill("42");
    await wins.getByText("How visitors are told apart").click();
    await wins.getByLabel("Seed").fill("gb-1");
    await wins.getByLabel("Namespace").fill("tests");
    await wins.getByLabel("To", { exact: true }).fill("50");
    await page.getByRole("button", { name: "Test against the page as it is" }).click();
    await page.getByLabel("Weight").first().fill("3");
    await page.getByText("75 % of those who take part").waitFor();
    await page
      .getByText(
        "It is on from 2 Jan 2027, 09:00 until 1 Feb 2027, 00:00, in its weekly hours, is shown at most 2 times a visit, and is judged by Became a lead, without harm to who orders, with 12.5 % held out.",
      )
      .waitFor();
    await save(page);
    expect((await draftOf("sunday-reading")).document).toMatchObject({
      goal: "new-goal",
      guardrails: ["orders"],
      holdout: 0.125,
      coverage: 0.8,
      schedule: {
        from: "2027-01-02T09:00",
        until: "2027-02-01T00:00",
        timeZone: "Europe/Rome",
        weekly: [
          {
            days: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
            from: "09:00",
            to: "24:00",
          },
        ],
      },
      caps: [{ times: 2, per: "session", of: "profile" }],
      awayAfterDismissal: "7d",
      exclusiveGroup: "sundays",
      lane: "personal",
      priority: 42,
      seed: "gb-1",
      namespace: { id: "tests", from: 0, to: 0.5 },
      variants: [{ weight: 3 }, { id: "control", changes: [], weight: 1 }],
    });
    expect(await edge.api("GET", "/goals/new-goal?site=shop")).toMatchObject({
      draft: { document: { name: "Became a lead", event: "generate_lead", within: "3d" } },
    });
  });

  it("can be judged by a goal that is made from a starting point, and is listed with what it counts", async () => {
    const page = await open("/rules/sunday-reading");
    await page.getByRole("link", { name: "the shop’s goals" }).click();
    await page.getByRole("heading", { name: "What every shop has" }).waitFor();
    await page.getByText("up to 10 times").waitFor();
    await page.getByRole("link", { name: "New goal" }).click();
    await page.getByRole("link", { name: "Gave something back" }).click();
    await page.getByText("Counts who gave something back at least once within 30 days").waitFor();
    await page.getByLabel("What counts").selectOption("what it was worth");
    await page.getByLabel("Most that one person counts for (EUR)").fill("500");
    await page.getByText("up to €500.00 for each person. Less of it is better.").waitFor();
    await page.getByLabel("Counts for so long").fill("soon");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("One thing needs a change before this can be saved.").waitFor();
    await page.getByLabel("Counts for so long").fill("2");
    await page.getByLabel("In", { exact: true }).selectOption("hours");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.waitForURL("**/goals/gave-something-back");
    await page.getByText("No rule is judged by it yet.").waitFor();
    expect(await edge.api("GET", "/goals/gave-something-back?site=shop")).toMatchObject({
      draft: {
        document: { event: "refund", counts: "value", better: "less", within: "2h", mostEach: 500 },
      },
    });
    await page.getByRole("link", { name: "Goals", exact: true }).click();
    const row = page.getByRole("listitem").filter({ hasText: "Gave something back" });
    await row.getByText("within 2 hours of first seeing the rule").waitFor();
  });

  it("is taken back and made again by keys, over all of its fields", async () => {
    const page = await open("/rules/welcome-from-ads");
    const headline = page.getByLabel("Headline");
    const before = await headline.inputValue();
    await headline.fill("Another headline");
    await page.getByLabel("Rule name").fill("Another name");
    await page.getByRole("button", { name: "Remove: Show Welcome offer" }).click();
    await page.getByText("It does nothing yet").waitFor();
    await page.keyboard.press("Control+z");
    await expect.poll(() => headline.inputValue()).toBe("Another headline");
    await page.keyboard.press("Control+z");
    await expect.poll(() => page.getByLabel("Rule name").inputValue()).toBe("Welcome offer");
    await page.keyboard.press("Control+z");
    await expect.poll(() => headline.inputValue()).toBe(before);
    await page.getByText("Draft saved").waitFor();
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => headline.inputValue()).toBe("Another headline");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => headline.inputValue()).toBe(before);
    await page.getByRole("button", { name: "Redo" }).click();
    await page.keyboard.press("Control+s");
    await page.getByText("Shoppers see it once you publish.").waitFor();
    expect(await edge.api("GET", "/offers/welcome?site=shop")).toMatchObject({
      draft: { document: { headline: "Another headline" } },
    });
  });
});

describe("what was typed", () => {
  it("outlives the network and the session", async () => {
    const page = await open("/rules/short-hero-on-phones");
    const name = page.getByLabel("Rule name");
    await name.fill("Shorter hero");
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Save draft" }).click();
    const notSaved = page.getByText("Not saved. The server cannot be reached.");
    await notSaved.waitFor();
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.locator("button[type=submit]:not([aria-busy])", { hasText: "Save draft" }).waitFor();
    expect(await notSaved.count()).toBe(1);
    // On a phone the bar takes two lines: what is said lies above both.
    const sizes = page.viewportSize() ?? { width: 1280, height: 720 };
    await page.setViewportSize({ width: 360, height: 740 });
    const said = page.locator(".status").filter({ has: notSaved });
    const bar = page.locator(".save-bar");
    const between = async () => {
      const [words, line] = await Promise.all([said.boundingBox(), bar.boundingBox()]);
      return (line?.y ?? 0) - ((words?.y ?? 0) + (words?.height ?? 0));
    };
    await expect.poll(between, patiently).toBeGreaterThan(0);
    await page.setViewportSize(sizes);
    await page.context().setOffline(false);
    const database = await edge.miniflare.getD1Database("DB");
    // That of the page alone: the tests have one too.
    await database.prepare("DELETE FROM sessions WHERE rowid = (SELECT max(rowid) FROM sessions)").run();
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("Your session has ended. What you typed is still here").waitFor();
    expect(await page.getByText("Please sign in").count()).toBe(0);
    expect(await name.inputValue()).toBe("Shorter hero");
    const other = await page.context().newPage();
    await other.goto(new URL(`/sign-in?token=${await newSignInToken(edge.miniflare)}`, page.url()).href);
    await other.waitForURL((url) => url.pathname === "/");
    await save(page);
    expect((await draftOf("short-hero-on-phones")).document.name).toBe("Shorter hero");
  });

  it("is not lost where somebody else saved the same rule first", async () => {
    const page = await open("/rules/hero-button-words");
    await page.getByLabel("Rule name").fill("Mine");
    const { draft } = (await edge.api("GET", "/rules/hero-button-words?site=shop")) as {
      draft: { document: Document; revision: number };
    };
    const theirs = { ...draft.document, name: "Theirs" };
    await edge.api(
      "PUT",
      "/rules/hero-button-words?site=shop",
      { document: theirs },
      { "if-match": `"${draft.revision}"` },
    );
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByRole("heading", { name: "Someone else saved Words on the hero's button" }).waitFor();
    await page.getByRole("button", { name: "Load theirs" }).click();
    await expect.poll(() => page.getByLabel("Rule name").inputValue()).toBe("Theirs");
    await page.getByRole("button", { name: "Bring back what I typed" }).click();
    await save(page);
    expect((await draftOf("hero-button-words")).document.name).toBe("Mine");
  });
});

describe("the rule among others", () => {
  it("says which rules go before it, and that nothing is left for it", async () => {
    const page = await open("/rules/new/blank");
    await page.getByLabel("Rule name").fill("Never seen");
    const what = page.getByRole("region", { name: "What shoppers see" });
    await what.getByLabel("One more change").selectOption("Write a text");
    await what.getByRole("button", { name: "Add change" }).click();
    await what.getByLabel("Element (CSS selector)").fill(".hero-title");
    const wins = page.getByRole("region", { name: "Who wins" });
    await wins
      .getByText(
        "Lipstick hero goes before it: whoever gets both sees what is in .hero-title as Lipstick hero has it.",
      )
      .waitFor();
    await wins.getByLabel("Priority").fill("900");
    await wins.getByText("It goes before Lipstick hero").waitFor();
    await wins.getByLabel("Priority").fill("5");
    await what.getByLabel("Element (CSS selector)").fill(".hero-button");
    await wins
      .getByText(/goes before it: whoever gets both sees what is in \.hero-button/)
      .first()
      .waitFor();
  });

  it("is tried on a visitor, and says clause by clause why they would see it or not", async () => {
    const page = await open("/rules/lipstick-hero");
    const who = page.getByRole("region", { name: "Who sees it" });
    await who.getByText("Try it on a visitor").click();
    await who.getByRole("button", { name: "Would they see it?" }).click();
    await who.getByText("No: they are not among those whom it is for.").waitFor();
    await page.goto(new URL("/rules/welcome-from-ads", page.url()).href);
    await who.getByText("Try it on a visitor").click();
    await who.getByLabel("Coming from").selectOption("an advertisement on Google");
    await who.getByRole("button", { name: "Would they see it?" }).click();
    await who.getByText("Yes, they would see it on /.").waitFor();
    await who.getByLabel("Who they are").selectOption("Somebody who comes back");
    await who.getByRole("button", { name: "Would they see it?" }).click();
    await who.getByText("No: they are not among those whom it is for.").waitFor();
    const clauses = (await who.getByRole("status").last().getByRole("listitem").allInnerTexts()).map((text) =>
      text.replace(/\s+/g, " ").trim(),
    );
    expect(clauses).toEqual([
      "Does not hold: New visitors Here: returning.",
      "Holds: Visitors whose medium is cpc or paid_social Here: cpc.",
    ]);
  });
});
