import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Configuration } from "./configuration.ts";
import { redirectWarnings } from "./redirect-warnings.ts";

function rule(name: string, pages: string[], targets: string[], others: object = {}): object {
  const variants = targets.map((to, index) => ({ id: `v${index}`, changes: [{ type: "redirect", to }] }));
  return { id: name.toLowerCase(), name, on: true, pages, condition: {}, priority: 1, variants, ...others };
}

function warnings(...rules: object[]): string[] {
  const configuration = v.parse(Configuration, { rules, offers: [], coupons: [], placements: [] });
  return redirectWarnings(configuration, ["shop.example", "www.shop.example"]).map(
    ({ code, path, message }) => `${code} ${path} ${/circle: ([^.]*)/.exec(message)?.[1]}`,
  );
}

describe("rules that redirect", () => {
  it("are warned of where one visitor could come back to where they were", () => {
    expect(warnings(rule("A", ["/a"], ["/b"]), rule("B", ["/b"], ["/a"]))).toEqual([
      "redirect_circle rules[0] A → B → A",
    ]);
    expect(
      warnings(
        rule("Into", ["/"], ["/a"]),
        rule("A", ["/a", "/other"], ["/x", "/b/1?x=1#y"]),
        rule("B", ["/b/*"], ["https://www.shop.example/c"]),
        rule("C", ["/:page"], ["/a"]),
      ),
    ).toEqual(["redirect_circle rules[1] A → C → A", "redirect_circle rules[2] B → C → A → B"]);
  });

  it("are not where they are for different visitors, off, lead to their own pages, or lead away", () => {
    expect(warnings(rule("A", ["/a"], ["/b"]), rule("B", ["/b"], ["/a"], { on: false }))).toEqual([]);
    expect(warnings(rule("A", ["/a", "/b", "/c"], ["/b", "/c"]))).toEqual([]);
    expect(warnings(rule("A", ["/a"], ["https://other.example/b"]), rule("B", ["/b"], ["/a"]))).toEqual([]);
    const gold = { condition: { tier: "gold" } };
    const silver = { condition: { tier: "silver" } };
    expect(warnings(rule("A", ["/a"], ["/b"], gold), rule("B", ["/b"], ["/a"], silver))).toEqual([]);
    expect(warnings(rule("A", ["/a"], ["/b"], gold), rule("B", ["/b"], ["/a"]))).toHaveLength(1);
  });

  it("are looked through in the end, however many there are", () => {
    const many = Array.from({ length: 1000 }, (_, index) => rule(`R${index}`, ["/*"], [`/x/${index}`]));
    expect(warnings(...many).length).toBeGreaterThan(0);
  });
});
