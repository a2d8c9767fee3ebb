/** How an offer stands on the page: `modal` lies over it, `inline` is a part of the shop's own text. */
export const offerLayouts = ["bar", "banner", "card", "modal", "inline"] as const;
