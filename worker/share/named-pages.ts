import { compilePagePattern } from "../../model/page-pattern.ts";
import type { SharedPages } from "../../model/shared-pages.ts";
import { cookieTest } from "./cookies.ts";

/** What the owner said of some pages. */
export interface Naming {
  freshForSeconds: number;
  /** Whether a cookie of this name makes a page somebody's own. */
  isPrivate: (cookie: string) => boolean;
  /** Pages are known by this as well: what was kept under other words of the owner's is another page. */
  signature: string;
}

interface Named {
  tests: readonly ((pathname: string) => boolean)[];
  naming: Naming;
}

/** Compiled once for each version of the bundle. */
const compiled = new WeakMap<readonly SharedPages[], readonly Named[]>();

/** What the owner said of the page at this path; `undefined` where that is nothing. */
export function namingOf(sharedPages: readonly SharedPages[], pathname: string): Naming | undefined {
  if (sharedPages.length === 0) return undefined;
  let named = compiled.get(sharedPages);
  if (named === undefined) {
    named = sharedPages.map(compile);
    compiled.set(sharedPages, named);
  }
  return named.find(({ tests }) => tests.some((test) => test(pathname)))?.naming;
}

function compile({ pages, freshForSeconds, privateCookies }: SharedPages): Named {
  return {
    tests: pages.map(compilePagePattern),
    naming: {
      freshForSeconds,
      isPrivate: cookieTest(privateCookies),
      signature: `${freshForSeconds} ${privateCookies.join(",")}`,
    },
  };
}
