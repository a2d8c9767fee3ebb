import { compilePagePattern } from "./page-pattern.ts";

/** Where shops take money and passwords, and where their staff work, on the platforms that most of them run on. */
export const usuallyLeftAlone: readonly string[] = [
  "/checkout*",
  "/:language/checkout",
  "/:language/checkout/*",
  "/cart/checkout*",
  "/orders/*",
  "/account*",
  "/:language/account",
  "/:language/account/*",
  "/my-account*",
  "/customer/*",
  "/login*",
  "/signin*",
  "/sign-in*",
  "/register*",
  "/admin*",
  "/wp-admin*",
  "/wp-login.php",
];

/** Pages of a site that rules change only where they name them. */
export interface LeftAlone {
  /** @param pathname as a URL has it, percent-encoded. */
  covers: (pathname: string) => boolean;
  /**
   * Whether a rule's page pattern means such pages by what it says, less its wildcards: `/checkout` and `/checkout/*` do,
   * but `/*` only happens to reach them.
   */
  isNamedBy: (pattern: string) => boolean;
}

/** @param patterns page patterns; capitals do not matter, for to some shops' servers they do not either. */
export function compileLeftAlone(patterns: readonly string[]): LeftAlone {
  const tests = patterns.map((pattern) => compilePagePattern(pattern.toLowerCase()));
  const covers = (pathname: string) => {
    const path = pathname.toLowerCase();
    return tests.some((test) => test(path));
  };
  return { covers, isNamedBy: (pattern) => pathsSaidBy(pattern).some(covers) };
}

/** The pattern as a path, with nothing or with a word in the place of each wildcard. */
function pathsSaidBy(pattern: string): string[] {
  const plain = pattern.replace(/[{}?+]/g, "");
  return ["", "-"].map((word) => plain.replace(/:\w+\*?|\*+/g, word));
}
