import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** How often somebody presses Tab before they give up. */
const patience = 200;

/** Somebody who has a keyboard and nothing else. At each stop they see where they are. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Goes on to something by Tab, or back to it by Shift+Tab. */
  async to(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await target.first().waitFor();
    for (let presses = 0; presses < patience; presses++) {
      if (await isFocused(target)) return;
      await this.press(key);
      expect((await stopHere(this.#page)).faults).toEqual([]);
    }
    throw new Error(`The keyboard does not come to ${String(target)} by ${key}.`);
  }

  /** Goes to something, and presses it. */
  async use(target: Locator, key?: "Tab" | "Shift+Tab"): Promise<void> {
    await this.to(target, key);
    await this.press("Enter");
  }

  /** Goes to a field, and writes what it is to have. */
  async fill(field: Locator, text: string, key?: "Tab" | "Shift+Tab"): Promise<void> {
    await this.to(field, key);
    await this.press("Control+a");
    await this.type(text);
  }
}

/** Whether the keyboard is there. */
export const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluateAll((elements) => elements.some((element) => element === document.activeElement));

/** Goes by Tab over all that is on a page, from its top. @returns what is wrong with that. */
export async function walk(page: Page): Promise<string[]> {
  const stops = await page.evaluate(markStops);
  const reached = new Set<number>();
  const faults: string[] = [];
  for (let presses = 0, last = -1; presses < 2 * stops.length + patience; presses++) {
    await page.keyboard.press("Tab");
    const { stop, faults: found } = await stopHere(page);
    if (stop === "end" || (stop === 0 && last > 0)) break;
    if (stop === "new" || stop === last) continue;
    if (stop < last) faults.push(`After ${stops[last]} comes ${stops[stop]}`);
    reached.add((last = stop));
    faults.push(...found);
  }
  const missed = stops.filter((_stop, index) => !reached.has(index));
  return [...faults, ...missed.map((what) => `Tab does not come to ${what}`)];
}

/** Marks what Tab is to come to, in the order in which it is read. Runs in the page. */
function markStops(): string[] {
  const pressed = "a[href], button, input, select, textarea, summary, iframe, [tabindex='0']";
  const stops = [...document.querySelectorAll<HTMLElement>(pressed)].filter((element) => {
    // Of radio buttons arrows choose; Tab comes to the one that is chosen.
    const isOther = element.matches("[type=radio]:not(:checked)");
    const isOff = element.matches(":disabled, [tabindex='-1'], [inert], [inert] *");
    return element.checkVisibility({ visibilityProperty: true }) && !isOff && !isOther;
  });
  return stops.map((element, index) => {
    element.setAttribute("data-stop", String(index));
    return element.outerHTML.slice(0, 160);
  });
}

/** Where the keyboard is. */
interface Stop {
  /** Its number; or the end of the page, or what came after the others were numbered. */
  stop: number | "end" | "new";
  faults: string[];
}

async function stopHere(page: Page): Promise<Stop> {
  const here = await page.evaluate(lookAtFocus);
  if (here.faults.length === 0) return here;
  const focused = await page.evaluateHandle(() => document.activeElement);
  const frame = await focused.asElement()?.contentFrame();
  await focused.dispose();
  // Within a frame its own page shows it.
  const isWithin = await frame?.evaluate(() => document.activeElement !== document.body);
  return isWithin === true ? { ...here, faults: [] } : here;
}

/** Runs in the page. */
function lookAtFocus(): Stop {
  const element = document.activeElement;
  if (element === null || element === document.body)
    return { stop: "end", faults: ["The focus is on nothing."] };
  const number = element.getAttribute("data-stop");
  const what = element.outerHTML.slice(0, 160);
  const isOutlined = (each: Element | null, pseudo?: string) => {
    if (each === null) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(each, pseudo);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  };
  // A box is ticked by its label as well. A frame shows it around itself, and a moment's calendar as the browser likes.
  const shown = element.closest("label") ?? element;
  const isOwn = element.matches("[type=datetime-local]");
  const around = element.matches("iframe") ? element.parentElement : shown;
  const isSeen = isOwn || isOutlined(element) || isOutlined(element, "::after") || isOutlined(around);
  const { left, top, width, height } = shown.getBoundingClientRect();
  const open = [0.1, 0.5, 0.9].flatMap((across) =>
    [0.15, 0.5, 0.85].filter((down) => {
      const there = document.elementFromPoint(left + across * width, top + down * height);
      return there !== null && (shown.contains(there) || there.contains(shown));
    }),
  );
  const faults = [
    ...(isSeen ? [] : [`Nothing shows that the focus is on ${what}`]),
    // WCAG 2.4.11 asks that not all of it is hidden; here a third of it is seen.
    ...(open.length >= 3 ? [] : [`Too little is to be seen of ${what}`]),
  ];
  return { stop: number === null ? "new" : Number(number), faults };
}
