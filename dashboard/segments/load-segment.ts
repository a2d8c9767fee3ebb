import type { DescribeOptions } from "../../model/condition/describe.ts";
import { factsOf } from "../../model/condition/facts-of.ts";
import { api } from "../api/api.ts";
import { referenceNames } from "../api/reference-names.ts";
import { Editing } from "../editing/editing.ts";
import { freeId } from "../text/free-id.ts";

/** Something that asks for a segment. */
export interface SegmentUse {
  kind: "rules" | "segments";
  id: string;
  name: string;
}

export interface SegmentData {
  editing: Editing<"segments">;
  /** To choose from: a segment does not ask for itself. */
  references: Required<DescribeOptions>;
  usedBy: readonly SegmentUse[];
}

/** @throws ApiError where the segment cannot be had. */
export async function loadSegment(site: string, id: string): Promise<SegmentData> {
  const load = async () => (await api("GET /segments/:id?site=:site", { site, id })).draft;
  const [draft, references, usedBy] = await Promise.all([load(), referenceNames(site), usesOf(site, id)]);
  const { [id]: _itself, ...segments } = references.segments;
  const editing = new Editing<"segments">(draft, {
    load,
    save: async (document, revision) =>
      (await api("PUT /segments/:id?site=:site", { site, id, body: { document }, over: revision })).draft,
  });
  return { editing, references: { ...references, segments }, usedBy };
}

/** A segment that is on no server yet. Its id is made from its name when it is first saved. */
export function newSegment(site: string): Editing<"segments"> {
  const draft = {
    document: { id: "new", name: "", condition: {} },
    live: null,
    revision: 0,
    updatedAt: "",
  };
  return new Editing<"segments">(draft, {
    load: () => Promise.resolve(draft),
    save: async (document) => {
      const { segments } = await api("GET /segments?site=:site", { site });
      const taken = new Set(["new", ...segments.map((known) => known.document.id)]);
      const id = freeId([document.name, "segment"], taken);
      const body = { document: { ...document, id } };
      return (await api("PUT /segments/:id?site=:site", { site, id, body, over: "new" })).draft;
    },
  });
}

/** What asks for a segment, by drafts; the same where that cannot be had as where nothing does. */
async function usesOf(site: string, id: string): Promise<SegmentUse[]> {
  const [{ rules }, { segments }] = await Promise.all([
    api("GET /rules?site=:site", { site }).catch(() => ({ rules: [] })),
    api("GET /segments?site=:site", { site }).catch(() => ({ segments: [] })),
  ]);
  return [
    ...rules
      .filter(({ rule }) => factsOf(rule.condition).segments.has(id))
      .map(({ rule }): SegmentUse => ({ kind: "rules", id: rule.id, name: rule.name })),
    ...segments
      .filter(({ document }) => factsOf(document.condition).segments.has(id))
      .map(({ document }): SegmentUse => ({ kind: "segments", id: document.id, name: document.name })),
  ];
}
