import type { Change } from "../../model/change.ts";
import { translated } from "../text/translated.ts";
import type { Names } from "./rule-sentence.ts";

export const t = translated("change-name", {
  setText: "the text of {element}",
  setHtml: "the content of {element}",
  setAttribute: "{name} of {element}",
  setClass: "the classes of {element}",
  setStyle: "{property} of {element}",
  setImage: "the picture in {element}",
  setLink: "the link of {element}",
  insert_before: "the HTML before {element}",
  insert_after: "the HTML behind {element}",
  insert_start: "the HTML at the start of {element}",
  insert_end: "the HTML at the end of {element}",
  replaceHtml: "what stands for {element}",
  remove: "that {element} is removed",
  hide: "that {element} is hidden",
  move: "where {element} stands",
  addStyles: "the page’s styles",
  redirect: "where the page leads",
});

/** A change as something that can be undone: “the text of h1”, “Welcome offer”. */
export function changeName(change: Change, offers: Names["offers"]): string {
  switch (change.type) {
    case "insertOffer":
      return offers.get(change.offer) ?? change.offer;
    case "setAttribute":
      return t("setAttribute", { name: change.name, element: change.selector });
    case "setStyle":
      return t("setStyle", { property: change.property, element: change.selector });
    case "insertHtml":
      return t(`insert_${change.position}`, { element: change.selector });
    case "addStyles":
    case "redirect":
      return t(change.type);
    default:
      return t(change.type, { element: change.selector });
  }
}
