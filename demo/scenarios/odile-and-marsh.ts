import * as v from "valibot";
import { Configuration } from "../../model/configuration.ts";
import { Site } from "../../model/site.ts";

/** The demo shop as a site of Edgewise, less where it is reached and where it lives. */
export const demoSite = v.parse(v.omit(Site, ["hosts", "origin"]), {
  id: "shop",
  name: "Odile & Marsh (demo shop)",
  prefix: "/_ew/",
  snippet: true,
  language: "en",
  currency: "EUR",
  timeZone: "Europe/Berlin",
  accent: "#6d2436",
  // Whoever looks at the demo is to see what its rules do.
  holdout: 0,
  cart: {
    path: "/cart",
    field: ".coupon-form input[name=coupon]",
    applied: ".coupon-code",
    total: ".cart-total",
  },
});

/** What the demo starts with: rules for a first visit from an advertisement, a taste for lips, and coming back. */
export const demoConfiguration = v.parse(Configuration, {
  rules: [
    {
      id: "welcome-from-ads",
      name: "Welcome offer",
      on: true,
      pages: ["/", "/category/*"],
      condition: { visitor: "new", medium: { $in: ["cpc", "paid_social"] } },
      priority: 300,
      variants: [
        { id: "offer", changes: [{ type: "insertOffer", placement: "below-hero", offer: "welcome" }] },
      ],
    },
    {
      id: "lipstick-hero",
      name: "Lipstick hero",
      on: true,
      pages: ["/"],
      condition: { $inSegment: "lipstick-lookers" },
      priority: 200,
      variants: [
        {
          id: "lips",
          changes: [
            { type: "setText", selector: ".hero-eyebrow", text: "From the lips counter" },
            { type: "setText", selector: ".hero-title", text: "Still choosing your lipstick?" },
            {
              type: "setText",
              selector: ".hero-text",
              text: "Velvet, satin or sheer: see them side by side, and take your time.",
            },
            { type: "setText", selector: ".hero-button", text: "Compare the lipsticks" },
            {
              type: "setAttribute",
              selector: ".hero-picture",
              name: "src",
              value: "/images/category-lips.svg",
            },
            {
              type: "setAttribute",
              selector: ".hero-picture",
              name: "alt",
              value: "Lipsticks in three finishes",
            },
            // The picture's own size, so that the page does not move when it arrives.
            { type: "setAttribute", selector: ".hero-picture", name: "width", value: "800" },
            { type: "setAttribute", selector: ".hero-picture", name: "height", value: "960" },
          ],
        },
      ],
    },
    {
      id: "welcome-back",
      name: "Welcome back",
      on: true,
      pages: ["/"],
      condition: { visitor: "returning" },
      priority: 100,
      variants: [
        { id: "bar", changes: [{ type: "insertOffer", placement: "top-of-page", offer: "welcome-back" }] },
      ],
    },
    {
      id: "nearly-free-delivery",
      name: "Nearly free delivery",
      on: true,
      pages: ["/category/*", "/products/*"],
      condition: { cartValue: { $gte: 10, $lt: 35 }, country: { $notInGroup: "no-delivery" } },
      lane: "personal",
      priority: 100,
      // A reminder helps; one on each page is a nuisance.
      caps: [{ times: 3, per: "session" }],
      awayAfterDismissal: "session",
      goal: "fills-the-bag",
      variants: [
        { id: "bar", changes: [{ type: "insertOffer", placement: "top-of-page", offer: "nearly-free" }] },
      ],
    },
    {
      id: "hero-button-words",
      name: "Words on the hero's button",
      on: true,
      pages: ["/"],
      condition: {},
      priority: 20,
      goal: "looks-at-lips",
      guardrails: ["orders"],
      variants: [
        { id: "control", changes: [] },
        { id: "shade", changes: [{ type: "setText", selector: ".hero-button", text: "Find your shade" }] },
      ],
    },
    {
      id: "sunday-reading",
      name: "Sunday reading",
      on: false,
      pages: ["/"],
      condition: {},
      priority: 10,
      schedule: { weekly: [{ days: ["sunday"], from: "08:00", to: "22:00" }] },
      variants: [
        {
          id: "slow",
          changes: [{ type: "setText", selector: ".hero-eyebrow", text: "A slow Sunday, in colour" }],
        },
      ],
    },
    {
      id: "short-hero-on-phones",
      name: "Short hero on phones",
      on: false,
      pages: ["/"],
      condition: { device: "mobile" },
      priority: 50,
      variants: [{ id: "short", changes: [{ type: "hide", selector: ".hero-text" }] }],
    },
  ],
  offers: [
    {
      id: "welcome",
      name: "Welcome offer",
      layout: "banner",
      headline: "Welcome: 10 % off your first order",
      text: "From €20.",
      button: { label: "See the lipsticks", link: "/category/lips" },
      translations: {
        de: {
          headline: "Willkommen: 10 % Rabatt auf die erste Bestellung",
          text: "Ab 20 €.",
          button: { label: "Zu den Lippenstiften", link: "/category/lips" },
        },
        fr: {
          headline: "Bienvenue\u00a0: 10\u00a0% sur votre première commande",
          text: "Dès 20\u00a0€.",
          button: { label: "Voir les rouges à lèvres", link: "/category/lips" },
        },
      },
      // A first order is about two products, €45; half of it is left after the goods, and the coupon takes a tenth.
      value: 2250,
      cost: 450,
      coupon: "welcome10",
      dismissible: true,
    },
    {
      id: "welcome-back",
      name: "Welcome back",
      layout: "bar",
      headline: "Good to see you again.",
      text: 'Delivery to {{ city | default: "your door" }} is free from €35, as ever.',
      button: null,
      translations: {
        de: {
          headline: "Schön, dass Sie wieder da sind.",
          text: "Der Versand {% if city %}nach {{ city }}{% else %}zu Ihnen{% endif %} ist wie immer ab 35 € kostenlos.",
          button: null,
        },
        fr: {
          headline: "Ravis de vous revoir.",
          text: "La livraison{% if city %} à {{ city }}{% endif %} reste offerte dès 35\u00a0€.",
          button: null,
        },
      },
      // It promises what every order gets, so taking it costs nothing.
      value: null,
      cost: 0,
      coupon: null,
      dismissible: true,
    },
    {
      id: "nearly-free",
      name: "Nearly free delivery",
      layout: "bar",
      headline: "{{ 35 | minus: cartValue | money }} more, and delivery is free.",
      translations: {
        de: {
          headline: "Noch {{ 35 | minus: cartValue | money }}, dann ist der Versand kostenlos.",
          text: "",
          button: null,
        },
        fr: {
          headline: "Plus que {{ 35 | minus: cartValue | money }} et la livraison est offerte.",
          text: "",
          button: null,
        },
      },
      // One more product, half of its €20 left after the goods; the delivery that the shop then pays is €4.50.
      value: 1000,
      cost: 450,
    },
  ],
  coupons: [
    {
      id: "welcome10",
      name: "Welcome, 10 % off",
      code: "WELCOME10",
      // As the shop has it: whoever has less in the bag reads what is missing.
      discount: { kind: "percent", percent: 10 },
      minimum: 2000,
    },
  ],
  placements: [
    { id: "below-hero", name: "Below the hero", selector: "#hero", position: "after" },
    { id: "top-of-page", name: "Top of the page", selector: "header.site-header", position: "before" },
  ],
  segments: [
    {
      id: "lipstick-lookers",
      name: "Lipstick lookers",
      condition: {
        $did: { event: "view_item", where: { item_category: "Lips" }, within: "7d", count: { $gte: 3 } },
      },
    },
  ],
  lists: [{ id: "no-delivery", name: "Countries we do not deliver to", values: ["AU", "NZ"] }],
  goals: [
    { id: "fills-the-bag", name: "Put something into the bag", event: "add_to_cart", within: "1d" },
    {
      id: "looks-at-lips",
      name: "Looked at lip products",
      event: "view_item",
      where: { item_category: "Lips" },
      counts: "every",
      within: "7d",
      // Whoever compares all of them is one person still.
      mostEach: 10,
    },
  ],
});
