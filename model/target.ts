import type { Change } from "./change.ts";

/**
 * What a change wants for itself: of two changes that want the same, one can be made. Text and HTML want the same, the
 * element's content; two attributes of one element are apart.
 */
export function targetOf(change: Change): string {
  switch (change.type) {
    case "insertOffer":
      return `placement ${change.placement}`;
    case "setAttribute":
      return `attribute ${change.name} ${change.selector}`;
    case "setText":
    case "setHtml":
      return `content ${change.selector}`;
    case "hide":
      return `hide ${change.selector}`;
  }
}
