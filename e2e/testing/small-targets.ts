import type { Page } from "playwright-core";

/**
 * What can be pressed and is less than 24 px wide or high, as WCAG 2.2 (2.5.8) counts, but without its exception for what has
 * room around it. Links within a sentence are as high as it is. Of a page with an open dialog, what is in the dialog.
 */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const least = 24;
    const pressed = "a[href], button, input, select, textarea, summary, [role=option]";
    const root = document.querySelector("dialog[open]") ?? document.body;
    return [...root.querySelectorAll<HTMLElement>(pressed)].flatMap((element) => {
      // A box is ticked by its label as well.
      const target = element.matches("[type=checkbox], [type=radio]")
        ? (element.closest("label") ?? element)
        : element;
      const isSeen = element.checkVisibility({ visibilityProperty: true });
      const isInSentence =
        getComputedStyle(target).display === "inline" && target.closest("p, li, dd") !== null;
      if (!isSeen || isInSentence || element.closest(".visually-hidden, [inert]") !== null) return [];
      const { width, height } = target.getBoundingClientRect();
      if (width === 0 || (width >= least && height >= least)) return [];
      return [`${Math.round(width)} × ${Math.round(height)}: ${element.outerHTML.slice(0, 120)}`];
    });
  });
}
