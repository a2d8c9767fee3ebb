import type { Configuration } from "../../model/configuration.ts";
import type { Site } from "../../model/site.ts";

/** The demo shop as a site of Edgewise, less where it is reached and where it lives. */
export const demoSite: Omit<Site, "hosts" | "origin"> = {
  id: "shop",
  name: "Odile & Marsh (demo shop)",
  prefix: "/_ew/",
  snippet: true,
  currency: "EUR",
  timeZone: "Europe/Berlin",
  accent: "#6d2436",
  cart: {
    path: "/cart",
    field: ".coupon-form input[name=coupon]",
    applied: ".coupon-code",
    total: ".cart-total",
  },
};

/** What the demo starts with: rules for a first visit from an advertisement, a taste for lips, and coming back. */
export const demoConfiguration: Configuration = {
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
      condition: {
        $did: { event: "view_item", where: { item_category: "Lips" }, within: "7d", count: { $gte: 3 } },
      },
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
      text: "From €20. The coupon is already yours; it will be in your bag without typing.",
      button: { label: "See the lipsticks", link: "/category/lips" },
      coupon: "welcome10",
    },
    {
      id: "welcome-back",
      name: "Welcome back",
      layout: "bar",
      headline: "Good to see you again.",
      text: "Delivery is free from €35, as ever.",
      button: null,
      coupon: null,
    },
  ],
  coupons: [{ id: "welcome10", name: "Welcome, 10 % off", code: "WELCOME10" }],
  placements: [
    { id: "below-hero", name: "Below the hero", selector: "#hero", position: "after" },
    { id: "top-of-page", name: "Top of the page", selector: "header.site-header", position: "before" },
  ],
  segments: [],
  lists: [],
};
