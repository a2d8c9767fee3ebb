import { describe, expect, it } from "vitest";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { chooseSite } from "./site.ts";

const site = (id: string) => ({ id, name: id }) as SiteSummary;
const sites = [site("shop"), site("outlet")];

describe("chooseSite", () => {
  it("takes the first, and keeps addresses short", () => {
    const chosen = chooseSite(sites, undefined);
    expect(chosen?.site.id).toBe("shop");
    expect(chosen?.href("/rules")).toBe("/rules");
  });

  it("takes the one in the address, and keeps it in every link", () => {
    const chosen = chooseSite(sites, "outlet");
    expect(chosen?.site.id).toBe("outlet");
    expect(chosen?.href("/rules/a")).toBe("/rules/a?site=outlet");
    expect(chosen?.href("/settings/audit?kind=rule")).toBe("/settings/audit?kind=rule&site=outlet");
  });

  it("falls back where the address names a site that is not there", () => {
    expect(chooseSite(sites, "gone")?.site.id).toBe("shop");
    expect(chooseSite([], "gone")).toBeNull();
  });
});
