import * as v from "valibot";
import type { Endpoints } from "./endpoint.ts";

export const descriptionEndpoints = {
  "GET /openapi.json": {
    does: "This description.",
    who: "anybody",
    answer: v.record(v.string(), v.unknown()),
  },
} as const satisfies Endpoints;
