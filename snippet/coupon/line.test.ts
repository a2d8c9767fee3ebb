import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openBrowser } from "../../e2e/testing/browser.ts";
import { layoutShift } from "../../e2e/testing/layout-shift.ts";
import { pagesWithTotals } from "../../model/testing/pages-with-totals.ts";
import { builtParts, openPart, type PartPage } from "../testing/part.ts";
import type { ToldLine } from "./line.ts";

let browser: Browser;
let script: string;
beforeAll(async () => {
  browser = await openBrowser();
  script = await (await builtParts())("coupon-line.js");
});
afterAll(() => browser?.close());

const applied = "Your coupon X is applied: €2.00 → €1.00.";
const told: ToldLine = {
  said: { text: applied, language: "en", codes: ["X"], unpriced: "Your coupon X is applied." },
  total: 100,
  currency: "EUR",
  form: null,
};
const form = { applied: ".code", total: ".sum" };

interface Open extends PartPage {
  /** Says it, and counts how often the page was found to show another cart. */
  tell: (line: ToldLine | null, isNews?: boolean) => Promise<void>;
  others: () => Promise<number>;
  /** The page's body, with the line as a mark and without what is at the window's edge. */
  marked: () => Promise<string>;
}

async function open(body: string): Promise<Open> {
  const part = await openPart(browser, script, { body, head: '<meta charset="utf-8">' });
  onTestFinished(() => part.page.context().close());
  const { page } = part;
  const others = () => page.evaluate(() => (window as { others?: number }).others ?? 0);
  return {
    ...part,
    others,
    // As text, since a runner of tests makes something else of an import.
    tell: (now, isNews = false) =>
      page.evaluate(
        `import("/_ew/part.js").then(({ tell }) => tell(${JSON.stringify(now)}, { isNews: ${isNews}, onOther: () => (window.others = (window.others ?? 0) + 1) }))`,
      ),
    marked: () =>
      page.evaluate(() => {
        const copy = document.body.cloneNode(true) as HTMLElement;
        copy.querySelectorAll("#ew-coupon,.filler").forEach((each) => each.remove());
        copy.querySelectorAll("p.ew-coupon").forEach((each) => each.replaceWith("|"));
        return copy.innerHTML.trim();
      }),
  };
}

/** Whatever is below the window moves for nobody. */
const filler = '<div class="filler" style="height:2000px"></div>';
const inWindow = "#ew-coupon";
const line = "p.ew-coupon";
const seconds = (count: number) => new Promise((passed) => setTimeout(passed, count * 1000));

describe("what is said of a coupon stands where the edge would write it", () => {
  it.each(pagesWithTotals)("%s", async (_what, page) => {
    for (const by of [form, null]) {
      const shop = await open(filler + page.replace("|", ""));
      const before = await shop.marked();
      await shop.tell({ ...told, form: by });
      const after = await shop.marked();
      expect(after.replace("|", "")).toBe(before);
      const expected = await shop.page.evaluate((html) => {
        const copy = document.createElement("div");
        copy.innerHTML = html.replace("|", "<hr>");
        copy.querySelector("hr")!.replaceWith("|");
        return copy.innerHTML;
      }, page);
      expect(after, by === null ? "by what it says" : "by the settings").toBe(expected);
      expect(await shop.page.locator(line).textContent()).toBe(applied);
      expect(shop.complaints).toEqual([]);
    }
  });

  it.each([
    [
      "a grid",
      '<main style="display:grid"><b class="code">X</b><aside><h2>Sum</h2>|<p class="sum">€1.00</p></aside></main>',
    ],
    [
      "a row that holds the total with its name",
      '<main><p class="code">X</p>|<div style="display:flex"><span>Total</span><span class="sum">€1.00</span></div></main>',
    ],
  ])("but for what only a browser sees: %s", async (_what, page) => {
    const shop = await open(filler + page.replace("|", ""));
    await shop.tell({ ...told, form });
    expect(await shop.marked()).toBe(page);
  });

  it("why a coupon is not there stands beside the total, too", async () => {
    const page =
      '<main><h1>Bag</h1>|<dl><dt>Total</dt><dd><b class="sum">€1.00</b></dd></dl><button>Pay</button></main>';
    const shop = await open(filler + page.replace("|", ""));
    const said = { text: "Your coupon X needs a larger cart.", language: "en", codes: [], unpriced: null };
    await shop.tell({ ...told, said }, true);
    expect(await shop.marked()).toBe(page);
    await seconds(1);
    expect(await shop.page.locator(inWindow).count()).toBe(0);
    expect(await shop.page.locator(line).getAttribute("role")).toBe("status");
  });
});

describe("prices as shops write them", () => {
  it.each([
    ["€1,234.50", "EUR", 123_450],
    ["1.234,50 €", "EUR", 123_450],
    ["1 234,50 kr", "SEK", 123_450],
    ["CHF 1’234.50", "CHF", 123_450],
    ["¥123,450", "JPY", 123_450],
    ["KWD 123.450", "KWD", 123_450],
    ["₹1,23,450.00", "INR", 12_345_000],
    ["<del>€2,000.00</del> <ins>€1,234.50</ins>", "EUR", 123_450],
    ["<span>€</span>1,234<sup>.50</sup>", "EUR", 123_450],
  ])("are known as the total: %s", async (written, currency, total) => {
    const shop = await open(`${filler}<main><p>x</p><p>${written}</p></main>`);
    await shop.tell({ ...told, currency, total });
    expect(await shop.page.locator(line).textContent()).toBe(applied);
  });

  it("are not named where the page shows another total, such as one with delivery", async () => {
    const shop = await open(`${filler}<main><b class="code">X</b><p class="cart-total">€4.95</p></main>`);
    await shop.tell(told);
    expect(await shop.page.locator(line).textContent()).toBe("Your coupon X is applied.");
    expect(await shop.others()).toBe(0);
  });
});

describe("nothing that is seen already moves", () => {
  it("a page that is there keeps its place, and hears of it at the window's edge; beside the total it comes once that is out of sight", async () => {
    const { page, tell: say } = await open(
      `<main><b class="code">X</b><p class="sum">€1.00</p>${filler}</main>`,
    );
    await page.waitForFunction(() => performance.getEntriesByType("paint").length > 0);
    await say(told, true);
    await expect.poll(() => page.locator(inWindow).textContent()).toBe(applied);
    expect(await page.locator(line).count()).toBe(0);
    expect(await layoutShift(page)).toBe(0);
  });

  it("a cart that scripts make has it from the beginning", async () => {
    const { page, tell: say } = await open("<h1>Bag</h1><main></main>");
    await page.waitForFunction(() => performance.getEntriesByType("paint").length > 0);
    await say(told, true);
    await page.evaluate(() => {
      document.querySelector("main")!.innerHTML = '<b class="code">X</b><p class="sum">€1.00</p>';
    });
    await expect.poll(() => page.locator(line).textContent()).toBe(applied);
    expect(await layoutShift(page)).toBe(0);
    expect(await page.locator(inWindow).count()).toBe(0);
  });
});

describe("a shop that makes its cart anew", () => {
  const cart = '<b class="code">X</b><p class="sum">€1.00</p>';

  it("has the line again, a few times for each thing that the shopper does", async () => {
    const { page, tell: say } = await open(`${filler}<main>${cart}</main>`);
    await page.evaluate(() => {
      const own = window as { made?: number };
      own.made = 0;
      const main = document.querySelector("main")!;
      new MutationObserver(() => {
        const found = main.querySelector("p.ew-coupon");
        if (!found) return;
        own.made! += 1;
        found.remove();
      }).observe(main, { childList: true });
    });
    const made = () => page.evaluate(() => (window as { made?: number }).made);
    await say(told);
    await seconds(1);
    expect(await made()).toBe(4);
    await page.mouse.click(5, 5);
    await page.evaluate(() => document.querySelector("main")!.append("."));
    await expect.poll(made).toBe(8);
  });

  it("says it of what it shows now: another total is asked about, and an emptied cart has no line", async () => {
    const shop = await open(`${filler}<main>${cart}</main>`);
    const { page } = shop;
    await shop.tell(told);
    await page.evaluate(() => (document.querySelector(".sum")!.firstChild!.nodeValue = "€3.00"));
    await expect.poll(() => page.locator(line).textContent()).toBe("Your coupon X is applied.");
    expect(await shop.others()).toBe(1);
    const later = "Your coupon X is applied: €4.00 → €3.00.";
    await shop.tell({ ...told, total: 300, said: { ...told.said, text: later } });
    expect(await page.locator(line).allTextContents()).toEqual([later]);
    // All of it made anew, with yet another total.
    await page.evaluate(() => {
      document.querySelector("main")!.innerHTML = '<b class="code">X</b><p class="sum">€5.00</p>';
    });
    await expect.poll(() => page.locator(line).allTextContents()).toEqual(["Your coupon X is applied."]);
    expect(await shop.others()).toBe(2);
    await page.evaluate(() => (document.querySelector("main")!.innerHTML = "<p>Nothing in it.</p>"));
    await expect.poll(() => page.locator(line).count()).toBe(0);
  });

  it("is not slowed down by a page that changes all the time", async () => {
    const { page, tell: say } = await open(
      `<main>${"<p>Some words 1</p>".repeat(3000)}</main><b id="clock">0</b>`,
    );
    await say(told);
    const frames = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let count = 0;
          const endsAtMs = performance.now() + 3000;
          const frame = () => {
            document.getElementById("clock")!.textContent = `${++count}`;
            if (performance.now() > endsAtMs) resolve(performance.getEntriesByType("longtask").length);
            else requestAnimationFrame(frame);
          };
          frame();
        }),
    );
    expect(frames).toBe(0);
    expect(await page.locator(line).count()).toBe(0);
  });
});

describe("the line that the edge wrote", () => {
  it("is not written twice, stays where it is, and is put back where the shop's scripts undo it", async () => {
    const edge = `<p role="status" class="ew-coupon" lang="en">${applied}</p>`;
    const cart = `<b class="code">X</b><p class="sum">€1.00</p>`;
    const { page, tell: say } = await open(`<main>${edge}<section>${cart}</section></main>`);
    await say(told, true);
    await seconds(1);
    expect(await page.locator(line).allTextContents()).toEqual([applied]);
    expect(await page.locator(inWindow).count()).toBe(0);
    await page.evaluate((html) => {
      document.querySelector("main")!.innerHTML = `<section>${html}</section>`;
    }, cart);
    await expect.poll(() => page.locator(line).allTextContents()).toEqual([applied]);
  });
});
