import * as fc from "fast-check";
import { expect, it } from "vitest";
import { pathTo } from "./path-to.ts";
import { signInPath } from "./sign-in-path.ts";

const origin = "https://ew.shop.example";

it("leads back to where somebody was", () => {
  const at = (path: string) => {
    const asked = new URL(signInPath(new URL(path, origin)), origin);
    expect(asked.pathname).toBe("/sign-in");
    return pathTo(asked.searchParams.get("to") ?? undefined, origin);
  };
  for (const path of ["/", "/rules/welcome?site=outlet", "/settings/audit?kind=rule&id=a%20b", "/offers#top"])
    expect(at(path)).toBe(path);
});

it.each([
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "/\t/evil.example/",
  "\\\\evil.example",
  "/./\\evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "javascript:alert(1)",
  "evil.example",
  "/sign-in",
  "/sign-in?token=made-up",
  "/./sign-in?token=made-up",
  "",
])("leads home from what is no path of the dashboard: %j", (to) => expect(pathTo(to, origin)).toBe("/"));

it("never leads to another origin, whatever is asked for", () => {
  const part = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    ":",
    "@",
    "\t",
    "\n",
    " ",
    "evil.example",
    "http",
    "%2f",
    "?",
    "#",
    "a",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((parts) => parts.join("")),
      ),
      (to) => {
        const path = pathTo(to, origin);
        expect(path.startsWith("/")).toBe(true);
        expect(new URL(path, `${origin}/sign-in`).origin).toBe(origin);
        expect(new URL(path, `${origin}/sign-in`).pathname).not.toBe("/sign-in");
      },
    ),
  );
});
