import * as v from "valibot";
import { Amount } from "./amount.ts";
import { Identifier, Name } from "./identifier.ts";
import { LanguageTag } from "./language.ts";
import { templateProblem } from "./offer/check-template.ts";
import { readsCoupon } from "./offer/fields.ts";
import { offerLayouts } from "./offer/offer-layouts.ts";
import { namesIn, type TemplateUse } from "./offer/template.ts";
import { templatesOf } from "./offer/templates-of.ts";

/** Refuses a template that could not be rendered, with what is wrong with it. */
function isTemplate(use: TemplateUse) {
  return v.rawCheck<string>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const message = templateProblem(dataset.value, use);
    if (message !== undefined) addIssue({ message });
  });
}

const Headline = v.pipe(
  v.string("A headline is text."),
  v.trim(),
  v.minLength(1, "An offer needs a headline."),
  v.maxLength(200, "A headline has at most 200 characters."),
  isTemplate("text"),
);

const Text = v.optional(
  v.pipe(
    v.string("An offer's text is text."),
    v.trim(),
    v.maxLength(1000, "An offer's text has at most 1,000 characters."),
    isTemplate("text"),
  ),
  "",
);

const Button = v.optional(
  v.nullable(
    v.object({
      label: v.pipe(
        v.string("A button's label is text."),
        v.trim(),
        v.minLength(1, "A button needs a label."),
        v.maxLength(80, "A button's label has at most 80 characters."),
        isTemplate("text"),
      ),
      /** A path on the shop or a web address; fields in it are percent-encoded. */
      link: v.pipe(
        v.string("A link is text."),
        v.trim(),
        v.maxLength(2000, "A link has at most 2,000 characters."),
        isTemplate("link"),
      ),
    }),
  ),
  null,
);

const Content = v.object({ headline: Headline, text: Text, button: Button });

/** What an offer says in one language. Each text may have Liquid fields, such as `{{ city }}`. */
export type OfferContent = v.InferOutput<typeof Content>;

const Translations = v.pipe(
  v.record(v.string(), Content, "Translations are contents by language."),
  v.check((contents) => Object.keys(contents).length <= 50, "An offer has at most 50 translations."),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const seen = new Set<string>();
    for (const [key, value] of Object.entries(dataset.value)) {
      const language = v.safeParse(LanguageTag, key);
      const message = language.success
        ? seen.has(language.output) && `There are two translations into ${language.output}.`
        : language.issues[0].message;
      if (language.success) seen.add(language.output);
      if (message) {
        addIssue({ message, path: [pathItem(key, value)] });
      }
    }
  }),
  v.transform((contents) =>
    Object.fromEntries(
      Object.entries(contents).map(([language, content]) => [v.parse(LanguageTag, language), content]),
    ),
  ),
);

/** `null`: nobody has said. */
const Money = v.optional(v.nullable(Amount(0)), null);

const OfferDocument = v.object({
  id: Identifier,
  name: Name,
  layout: v.picklist(offerLayouts, `A layout is one of ${offerLayouts.join(", ")}.`),
  // The content in the shop's own language.
  ...Content.entries,
  /** The content in other languages, by BCP 47 tag. */
  translations: v.optional(Translations, {}),
  /** What it is worth to the shop when it is taken. */
  value: Money,
  /** What it costs the shop when it is taken. */
  cost: Money,
  /** The coupon that a shopper who is shown this offer holds from then on. */
  coupon: v.optional(v.nullable(Identifier), null),
  /** Whether a shopper can close it. */
  dismissible: v.optional(v.boolean("An offer can be dismissed (true) or not (false)."), true),
});

/** What is offered: what shoppers read, what it is worth and costs, and optionally the coupon that comes with it. */
export const Offer = v.pipe(
  OfferDocument,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.value.layout !== "modal" || dataset.value.dismissible) return;
    const message = "An offer that lies over the page can be closed, or nobody could use the page.";
    addIssue({ message, expected: "modal_without_close", path: [pathItem("dismissible", false)] });
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.value.coupon !== null) return;
    const message = "This offer comes without a coupon, so a field of the coupon would stay empty.";
    for (const { keys, source, use } of templatesOf(dataset.value)) {
      if (!namesIn(source, use).some(readsCoupon)) continue;
      // A problem's path is made of the keys alone; valibot wants to know what each was found in all the same.
      const [first, ...rest] = keys.map((key) => pathItem(key, source));
      if (first !== undefined) addIssue({ message, path: [first, ...rest] });
    }
  }),
);
export type Offer = v.InferOutput<typeof Offer>;

function pathItem(key: string, value: unknown): v.IssuePathItem {
  return { type: "object", origin: "value", input: {}, key, value };
}
