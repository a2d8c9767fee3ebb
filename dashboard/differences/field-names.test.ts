import { expect, it } from "vitest";
import { Coupon } from "../../model/coupon/coupon.ts";
import { Goal } from "../../model/goal.ts";
import { Offer } from "../../model/offer.ts";
import { Placement } from "../../model/placement.ts";
import { Rule } from "../../model/rule.ts";
import { SavedList } from "../../model/saved-list.ts";
import { Segment } from "../../model/segment.ts";
import { Site } from "../../model/site.ts";
import { fieldNames } from "./messages.ts";

/** The names of all fields in a schema, at any depth. */
function fieldsIn(schema: unknown, seen = new Set<unknown>()): string[] {
  if (typeof schema !== "object" || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const { entries, wrapped, item, value, options = [], pipe = [] } = schema as Record<string, unknown[]>;
  const fields = Array.isArray(entries) ? [] : Object.entries((entries as object | undefined) ?? {});
  const within = [...fields.map(([, field]) => field), wrapped, item, value, ...options, ...pipe];
  return [...fields.map(([name]) => name), ...within.flatMap((part) => fieldsIn(part, seen))];
}

it.each(Object.entries({ Coupon, Goal, Offer, Placement, Rule, SavedList, Segment, Site }))(
  "gives each field of a %s a name, which every language has",
  (_, schema) => {
    const fields = new Set(fieldsIn(schema));
    expect(fields.size).toBeGreaterThan(2);
    expect([...fields].filter((field) => !Object.hasOwn(fieldNames, field))).toEqual([]);
  },
);
