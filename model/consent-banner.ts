import * as v from "valibot";

/**
 * The cookies of common consent banners, by the banner's name, and what they hold once a visitor has agreed to
 * marketing. Sources: the vendors' documentation of their cookies, for a banner with its usual categories.
 */
const knownBanners = {
  cookiebot: { cookie: "CookieConsent", contains: "marketing:true" },
  cookieyes: { cookie: "cookieyes-consent", contains: "advertisement:yes" },
  complianz: { cookie: "cmplz_marketing", contains: "allow" },
  onetrust: { cookie: "OptanonConsent", contains: "C0004:1" },
} as const;

const bannerNames = Object.keys(knownBanners) as (keyof typeof knownBanners)[];

const BannerCookie = v.object(
  {
    cookie: v.pipe(
      v.string("A cookie's name is text."),
      v.regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, "This is not the name of a cookie."),
    ),
    /** What the cookie's value, percent-decoded, must contain. */
    contains: v.pipe(
      v.string("What a cookie must contain is text."),
      v.minLength(1, "Say what the cookie must contain."),
      v.maxLength(200, "What a cookie must contain has at most 200 characters."),
    ),
  },
  `A banner is one of ${bannerNames.join(", ")}, or {cookie, contains}.`,
);
type BannerCookie = v.InferOutput<typeof BannerCookie>;

/** How to read from the cookie of a shop's own consent banner whether a visitor has agreed. */
export const ConsentBanner = v.union(
  [v.picklist(bannerNames), BannerCookie],
  (issue) => issue.issues?.at(-1)?.message ?? "This is not a consent banner.",
);
export type ConsentBanner = v.InferOutput<typeof ConsentBanner>;

/** Which cookie to look at, and what it must contain. */
export function bannerCookie(banner: ConsentBanner): BannerCookie {
  return typeof banner === "string" ? knownBanners[banner] : banner;
}

/** @param value of the banner's cookie, as it was sent. */
export function isGrantedBy(banner: ConsentBanner, value: string): boolean {
  const { contains } = bannerCookie(banner);
  return value.includes(contains) || decoded(value).includes(contains);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
