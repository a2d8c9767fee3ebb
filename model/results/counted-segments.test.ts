import { expect, it } from "vitest";
import * as v from "valibot";
import { emptyConfiguration } from "../configuration.ts";
import { Rule } from "../rule.ts";
import { byUse } from "./counted-segments.ts";

const named = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const id = `segment-${String(index).padStart(2, "0")}`;
    return { id, name: id, condition: {} };
  });

const ruleOf = (id: string, on: boolean) =>
  v.parse(Rule, {
    id: `for-${id}`,
    name: id,
    on,
    pages: ["/*"],
    condition: { $inSegment: id },
    priority: 1,
    variants: [{ id: "a", changes: [{ type: "setText", selector: "h1", text: id }] }],
  });

it("puts the segments first that live rules ask for, also through other segments", () => {
  const segments = named(20).map((segment) =>
    segment.id === "segment-19" ? { ...segment, condition: { $inSegment: "segment-17" } } : segment,
  );
  const rules = [ruleOf("segment-19", true), ruleOf("segment-15", false)];
  const ids = byUse({ ...emptyConfiguration, segments, rules }).map(({ id }) => id);
  expect(ids.slice(0, 4)).toEqual(["segment-17", "segment-19", "segment-00", "segment-01"]);
  expect(ids).toHaveLength(20);
});
