import * as v from "valibot";
import { type Purpose, purposes } from "./purpose.ts";

/** A cookie, and what its value, percent-decoded, contains once a visitor has agreed. */
interface Sign {
  cookie: string;
  contains: string;
}
type Signs = Partial<Record<Purpose, Sign>>;

/**
 * The cookies of common consent banners, by the banner's name, with what they hold of its usual categories: offers of
 * one's own are marketing to these banners. Sources: the vendors' documentation of their cookies.
 */
const knownBanners = {
  cookiebot: signs("CookieConsent", "marketing:true", "statistics:true"),
  cookieyes: signs("cookieyes-consent", "advertisement:yes", "analytics:yes"),
  complianz: {
    ...signs("cmplz_marketing", "allow", "allow"),
    measurement: { cookie: "cmplz_statistics", contains: "allow" },
  },
  onetrust: signs("OptanonConsent", "C0004:1", "C0002:1"),
} as const satisfies Record<string, Signs>;

function signs(cookie: string, marketing: string, measurement: string) {
  const ofMarketing = { cookie, contains: marketing };
  return {
    personalisation: ofMarketing,
    measurement: { cookie, contains: measurement },
    marketing: ofMarketing,
  };
}

const bannerNames = Object.keys(knownBanners) as (keyof typeof knownBanners)[];

const Contained = v.pipe(
  v.string("What a cookie must contain is text, or such a text by purpose."),
  v.minLength(1, "Say what the cookie must contain."),
  v.maxLength(200, "What a cookie must contain has at most 200 characters."),
);
const Some = v.optional(Contained);

const BannerCookie = v.object(
  {
    cookie: v.pipe(
      v.string("A cookie's name is text."),
      v.regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, "This is not the name of a cookie."),
    ),
    /** What the cookie's value, percent-decoded, must contain: for all purposes, or for each. */
    contains: v.union(
      [Contained, v.strictObject({ personalisation: Some, measurement: Some, marketing: Some })],
      (issue) => issue.issues?.at(0)?.message ?? "This is nothing that a cookie can contain.",
    ),
  },
  `A banner is one of ${bannerNames.join(", ")}, or {cookie, contains}.`,
);

/** How to read from the cookies of a shop's own consent banner what a visitor has agreed to. */
export const ConsentBanner = v.union(
  [v.picklist(bannerNames), BannerCookie],
  (issue) => issue.issues?.at(-1)?.message ?? "This is not a consent banner.",
);
export type ConsentBanner = v.InferOutput<typeof ConsentBanner>;

/**
 * What a visitor has agreed to by the banner; `undefined` where it has said nothing.
 * @param valueOf the value of a cookie, as it was sent.
 */
export function purposesByBanner(
  banner: ConsentBanner,
  valueOf: (cookie: string) => string | undefined,
): Purpose[] | undefined {
  const all = signsOf(banner);
  if (!Object.values(all).some(({ cookie }) => valueOf(cookie) !== undefined)) return undefined;
  const isShown = ({ cookie, contains }: Sign) => {
    const value = valueOf(cookie) ?? "";
    return value.includes(contains) || decoded(value).includes(contains);
  };
  return purposes.filter((purpose) => {
    const sign = all[purpose];
    return sign !== undefined && isShown(sign);
  });
}

function signsOf(banner: ConsentBanner): Signs {
  if (typeof banner === "string") return knownBanners[banner];
  const { cookie, contains } = banner;
  const signOf = (text: string | undefined) => (text === undefined ? [] : [{ cookie, contains: text }]);
  return Object.fromEntries(
    purposes.flatMap((purpose) =>
      signOf(typeof contains === "string" ? contains : contains[purpose]).map((sign) => [purpose, sign]),
    ),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
