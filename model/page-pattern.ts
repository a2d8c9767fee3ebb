import * as v from "valibot";
import { URLPattern } from "./web-standards.ts";

const mostWildcards = 4;

/** Which pages: a path with URLPattern's wildcards, such as `/`, `/products/*` or `/category/:name`. */
export const PagePattern = v.pipe(
  v.string("A page pattern is text."),
  v.startsWith("/", "A page pattern starts with a slash."),
  v.maxLength(300, "A page pattern has at most 300 characters."),
  v.check(
    isPattern,
    "This is not a path pattern; write a path such as /, /products/* or /category/:name, with at most four wildcards.",
  ),
);

function isPattern(pattern: string): boolean {
  // Groups with regular expressions of one's own could take unbounded time on a shopper's path.
  if (/[()]/.test(pattern)) return false;
  // Each wildcard multiplies the ways in which a long path can be tried.
  if ((pattern.match(/[*:]/g) ?? []).length > mostWildcards) return false;
  try {
    compilePagePattern(pattern);
    return true;
  } catch {
    return false;
  }
}

/** True for a pattern that only one path fits. Everything else a path may hold stands percent-encoded in an address. */
export function isLiteralPath(pattern: string): boolean {
  return /^[A-Za-z0-9/._~-]*$/.test(pattern);
}

/** @returns a test for a path such as `/products/rosewood`. @throws TypeError where the pattern is malformed. */
export function compilePagePattern(pattern: string): (pathname: string) => boolean {
  if (isLiteralPath(pattern)) return (pathname) => pathname === pattern;
  const beginning = /^([A-Za-z0-9/_~-]*)\*$/.exec(pattern)?.[1];
  // The same as below, and many times faster: this is what most patterns look like.
  if (beginning !== undefined) return (pathname) => pathname.startsWith(beginning);
  const matcher = new URLPattern({ pathname: pattern });
  return (pathname) => matcher.test({ pathname });
}
