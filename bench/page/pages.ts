/** The pages that the origin has, in both sizes, in bytes. */
export const sizes = { SMALL: 119_000, LARGE: 1_200_000 } as const;
export type Size = keyof typeof sizes;

/**
 * `shared` may be stored and is the same for all; `private` is not, and never comes twice the same; `again` is private
 * too, but always the same; of `held`, the second half comes late.
 */
export const kinds = ["shared", "private", "again", "held"] as const;
export type Kind = (typeof kinds)[number];

/** How long the origin keeps the second half of a `held` page. */
export const heldBackMs = 1500;
/** What forms of a page are known by; the origin writes a number over it, as many digits long, into what is private. */
export const token = "00000000";
/** Of every shared page. */
export const etag = '"page-1"';
/** What the origin sets with every page that is not shared. */
export const ownCookies = ["session=0123456789abcdef; Path=/; HttpOnly", "basket=42; Path=/"];

export function pathOf(kind: Kind, size: Size): string {
  return `/${kind}/${size}`;
}

/** Which page a path stands for. */
export function pageOf(path: string): { kind: Kind; size: Size } | undefined {
  return pages.find((page) => pathOf(page.kind, page.size) === path);
}

const pages = kinds.flatMap((kind) => (["SMALL", "LARGE"] as const).map((size) => ({ kind, size })));
