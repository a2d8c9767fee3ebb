import type { FactName } from "./catalogue.ts";
import type { FactValue } from "./facts.ts";

/** What explains a fact to people. It stands apart from the catalogue, so that pages load it only when they show it. */
interface Guide<Name extends FactName> {
  /** For marketers, in whole sentences. */
  description: string;
  example: FactValue<Name>;
  /** Where the value comes from, to be read after "from". */
  from: string;
}

const page = "the address of the page that is asked for";
const firstPage = "the first page of the visit: its address and the Referer header";
const agent = "the User-Agent header, and the Sec-CH-UA headers of browsers that send them";
const shopServer = "the shop's server, with an event or when somebody signs in";
const cart = "the events add_to_cart, remove_from_cart, view_cart and purchase";
const orders = "the events purchase and refund";
const taste = "the events view_item, add_to_cart and purchase, and their items";

const guide: { readonly [Name in FactName]: Guide<Name> } = {
  source: {
    description:
      "Where this visit came from: utm_source of the link, else the network whose advertisement was clicked, else the linking site by its name, as in google or instagram. In lower case; direct where nothing led here.",
    example: "instagram",
    from: firstPage,
  },
  medium: {
    description:
      "How this visit came: utm_medium of the link, else cpc for a click on an advertisement, organic for search engines, social for social networks, email for webmail, referral for any other link, none where nothing led here.",
    example: "paid_social",
    from: firstPage,
  },
  campaign: {
    description: "The campaign of the link that began this visit: utm_campaign, in lower case.",
    example: "winter",
    from: firstPage,
  },
  term: {
    description:
      "What was searched for: utm_term of the link, else the words that the search engine passes on. Google and most others no longer do.",
    example: "matte lipstick",
    from: firstPage,
  },
  content: {
    description: "Which advertisement or link of the campaign was clicked: utm_content, in lower case.",
    example: "video-2",
    from: firstPage,
  },
  searchEngine: {
    description: "The search engine that this visit came from, whether by a result or by an advertisement.",
    example: "google",
    from: firstPage,
  },
  referrer: {
    description:
      "The page on another site that led here, without what follows a question mark. Most sites only tell their address, not the page.",
    example: "https://blog.example/best-lipsticks",
    from: "the Referer header of the first page of the visit",
  },

  url: {
    description: "The whole address of this page.",
    example: "https://shop.example/lips?sort=price",
    from: page,
  },
  path: {
    description: "The path of this page, from the first slash to the question mark.",
    example: "/category/lips",
    from: page,
  },
  query: {
    description: "A parameter of this page's address, by its name: query.gift for ?gift=yes. Case matters.",
    example: { gift: "yes" },
    from: page,
  },
  previousPage: {
    description: "The path of the page that the visitor saw before this one, in this visit.",
    example: "/cart",
    from: "the pages of this visit, counted as they are served, and page_view events",
  },

  device: {
    description:
      "What kind of device it is. An iPad that asks for desktop pages, as they do at first, is a desktop.",
    example: "mobile",
    from: "the Sec-CH-UA-Mobile and User-Agent headers",
  },
  browser: {
    description:
      "The browser: Chrome, Safari, Edge, Firefox, Samsung Internet, Opera and so on. Apps that show the shop inside themselves go by their own names: Instagram, Facebook, TikTok, Pinterest, Snapchat, LinkedIn, X.",
    example: "Safari",
    from: agent,
  },
  browserVersion: {
    description: "The browser's version, to be compared as a version: 9 comes before 17.4.",
    example: "18.5",
    from: agent,
  },
  os: {
    description: "The operating system: Windows, macOS, iOS, Android, Linux, Chrome OS.",
    example: "iOS",
    from: agent,
  },
  osVersion: {
    description:
      "The operating system's version. Many browsers hide it: it is not known for most of Windows 10 and 11, of macOS, and of Chrome on Android.",
    example: "18.5",
    from: agent,
  },
  language: {
    description:
      "The language that the browser prefers, as its two or three letters: de for Austrian German too.",
    example: "de",
    from: "the Accept-Language header",
  },
  languages: {
    description:
      "All languages that the browser accepts, the preferred one first, with their countries where they have one.",
    example: ["de-AT", "de", "en"],
    from: "the Accept-Language header",
  },

  country: {
    description: "The country that the visitor's connection is in, as its two letters (ISO 3166).",
    example: "DE",
    from: "request.cf.country",
  },
  continent: {
    description: "The continent that the visitor's connection is in, as its two letters.",
    example: "EU",
    from: "request.cf.continent",
  },
  inEuropeanUnion: {
    description: "Whether the country is in the European Union.",
    example: true,
    from: "request.cf.isEUCountry",
  },
  region: {
    description: "The state, province or canton, by its English name.",
    example: "Bavaria",
    from: "request.cf.region",
  },
  regionCode: {
    description: "The code of the region within its country (ISO 3166-2).",
    example: "BY",
    from: "request.cf.regionCode",
  },
  city: {
    description: "The city, by its English name. Mobile connections often seem to be in another one.",
    example: "Munich",
    from: "request.cf.city",
  },
  postalCode: {
    description: "The postal code, or its beginning.",
    example: "80331",
    from: "request.cf.postalCode",
  },
  location: {
    description: "Roughly where the visitor is, to be compared by distance. Some kilometres off, often more.",
    example: { latitude: 48.137, longitude: 11.575 },
    from: "request.cf.latitude and request.cf.longitude",
  },
  network: {
    description: "Who runs the visitor's network: an internet provider, a company, a university.",
    example: "Deutsche Telekom AG",
    from: "request.cf.asOrganization",
  },

  hour: {
    description: "The hour of the day where the shop is, from 0 to 23.",
    example: 18,
    from: "the clock, in the site's time zone",
  },
  weekday: {
    description: "The day of the week where the shop is.",
    example: "friday",
    from: "the clock, in the site's time zone",
  },
  date: {
    description: "The date where the shop is, written as year, month and day. Later dates are greater.",
    example: "2026-11-27",
    from: "the clock, in the site's time zone",
  },
  visitorHour: {
    description: "The hour of the day where the visitor is, from 0 to 23.",
    example: 9,
    from: "the clock, in the time zone of request.cf.timezone",
  },
  visitorWeekday: {
    description: "The day of the week where the visitor is.",
    example: "saturday",
    from: "the clock, in the time zone of request.cf.timezone",
  },
  visitorDate: {
    description: "The date where the visitor is, written as year, month and day.",
    example: "2026-12-24",
    from: "the clock, in the time zone of request.cf.timezone",
  },
  visitorTimeZone: {
    description: "The time zone that the visitor's connection is in.",
    example: "Europe/Berlin",
    from: "request.cf.timezone",
  },

  visitor: {
    description:
      "New in the first visit, returning from the second visit on. A visit ends after 30 minutes without a page.",
    example: "returning",
    from: "the visitor's cookie",
  },
  visits: {
    description: "How many visits there were, this one included.",
    example: 3,
    from: "the visitor's cookie",
  },
  pagesThisVisit: {
    description: "How many pages the visitor saw in this visit, this one included.",
    example: 4,
    from: "the pages of this visit, counted as they are served, and page_view events",
  },
  pagesViewed: {
    description: "How many pages the visitor saw in all visits, this one included.",
    example: 25,
    from: "pages, counted as they are served, and page_view events",
  },
  daysSinceFirstVisit: {
    description: "Whole days since the visitor was first here.",
    example: 40,
    from: "the visitor's cookie",
  },
  daysSinceLastVisit: {
    description: "Whole days between the visit before and this one. Not known in the first visit.",
    example: 12,
    from: "the visitor's cookie",
  },
  visitMinutes: {
    description: "Whole minutes since this visit began.",
    example: 5,
    from: "the visitor's cookie",
  },
  landingPage: {
    description: "The path of the first page of this visit.",
    example: "/products/velvet-lipstick",
    from: "the first page of the visit",
  },

  cartValue: {
    description: "What is in the cart costs this much, in the shop's currency.",
    example: 59.9,
    from: cart,
  },
  cartItems: { description: "How many pieces are in the cart.", example: 3, from: cart },
  cartProducts: {
    description: "The products in the cart by their ids, the one put in last at the end; the latest 20.",
    example: ["velvet-01", "gloss-07"],
    from: cart,
  },
  cartCategories: {
    description: "The categories of what is in the cart, the finer ones too; the latest 20.",
    example: ["Lips", "Lipstick"],
    from: cart,
  },

  known: {
    description: "Whether we know who the visitor is, because they signed in or came from a mail to them.",
    example: true,
    from: shopServer,
  },
  orders: {
    description: "How many orders there were. One that was refunded whole does not count.",
    example: 2,
    from: orders,
  },
  lifetimeValue: {
    description: "What all orders were worth, less refunds, in the shop's currency.",
    example: 148.5,
    from: orders,
  },
  averageOrderValue: {
    description: "What an order was worth on average, less refunds. Not known before the first one.",
    example: 74.25,
    from: orders,
  },
  daysSinceLastOrder: {
    description: "Whole days since the last order. Not known before the first one.",
    example: 21,
    from: orders,
  },
  favouriteCategory: {
    description:
      "The category that the visitor likes best, by what they looked at, put into the cart and bought of late.",
    example: "Lips",
    from: taste,
  },
  favouriteBrand: {
    description:
      "The brand that the visitor likes best, by what they looked at, put into the cart and bought of late.",
    example: "Odile",
    from: taste,
  },
  categoryAffinity: {
    description:
      "How much of the visitor's interest a category has, from 0 to 1: categoryAffinity.Lips. A purchase counts five times as much as a look; after 30 days everything counts half.",
    example: { Lips: 0.62, Eyes: 0.38 },
    from: taste,
  },
  tags: { description: "Tags that somebody gave this customer.", example: ["vip"], from: shopServer },
  tier: {
    description: "The customer's tier in the shop's loyalty programme.",
    example: "gold",
    from: shopServer,
  },
  points: {
    description: "The customer's points in the shop's loyalty programme.",
    example: 1200,
    from: shopServer,
  },
  consent: {
    description:
      "What the visitor agrees to, of `personalisation`, `measurement` and `marketing`; `necessary` is always there. Not known of customers who are not here and were never asked.",
    example: ["necessary", "personalisation"],
    from: "the shop's consent banner, edgewise.consent in the page, or whoever wrote it down for them",
  },
  emailOpens: { description: "How many e-mails were opened.", example: 6, from: "the events email_open" },
  emailClicks: {
    description: "How often a link in an e-mail was clicked.",
    example: 2,
    from: "the events email_click",
  },
  daysSinceEmailOpen: {
    description: "Whole days since an e-mail was last opened. Not known before the first one.",
    example: 3,
    from: "the events email_open",
  },
  experiments: {
    description: "The variant that the visitor has in an experiment, by the rule's id: experiments.welcome.",
    example: { welcome: "b" },
    from: "what Edgewise chose for the visitor",
  },
  traits: {
    description: "Anything else that the shop knows of the customer, by its name: traits.contract.",
    example: { contract: "yearly" },
    from: shopServer,
  },
};

/** Explains a fact; for documentation and for pickers, which load this late. */
export function factGuide(name: FactName): Guide<FactName> {
  return guide[name];
}
