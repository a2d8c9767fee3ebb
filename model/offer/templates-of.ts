import type { OfferContent } from "../offer.ts";
import type { TemplateUse } from "./template.ts";

/** A text of an offer that may be a template: its keys within the offer, itself, and where it goes. */
export interface OfferTemplate {
  keys: readonly string[];
  source: string;
  use: TemplateUse;
}

/** Every text of an offer that may be a template, in each of its languages. */
export function templatesOf(
  offer: OfferContent & { translations: Readonly<Record<string, OfferContent>> },
): OfferTemplate[] {
  return [
    ...templatesOfContent(offer, []),
    ...Object.entries(offer.translations).flatMap(([language, content]) =>
      templatesOfContent(content, ["translations", language]),
    ),
  ];
}

function templatesOfContent(
  { headline, text, button }: OfferContent,
  within: readonly string[],
): OfferTemplate[] {
  const templates: OfferTemplate[] = [
    { keys: [...within, "headline"], source: headline, use: "text" },
    { keys: [...within, "text"], source: text, use: "text" },
  ];
  if (button === null) return templates;
  const { label, link } = button;
  return [
    ...templates,
    { keys: [...within, "button", "label"], source: label, use: "text" },
    { keys: [...within, "button", "link"], source: link, use: "link" },
  ];
}
