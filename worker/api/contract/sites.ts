import * as v from "valibot";
import { Site } from "../../../model/site.ts";
import { Count, Moment } from "./answers.ts";
import { editors, type Endpoints, everybody, owners } from "./endpoint.ts";

export const Switch = v.object({ on: v.boolean() });

const SiteSummary = v.object({
  ...Site.entries,
  /** The version that shoppers see now; 0 before the first publish. */
  liveVersion: Count,
  /** `false` while Edgewise is switched off on it: then every page is the shop's own. */
  on: v.boolean(),
  /** The tag that the next save names. */
  revision: Count,
});
export type SiteSummary = v.InferOutput<typeof SiteSummary>;

export const siteEndpoints = {
  "GET /sites": {
    does: "Every site, with the version that shoppers see now (0 before the first publish).",
    who: everybody,
    answer: v.object({ sites: v.array(SiteSummary) }),
  },
  "PUT /sites/:id": {
    does: "Makes a site, or changes its settings. Those of a site that is live are live at once.",
    who: editors,
    body: Site,
    revision: "asked",
    answer: v.object({ site: SiteSummary }),
    errors: ["invalid_document", "cannot_publish", "conflict"],
    leaves: "site.saved",
  },
  "POST /sites/:id/switch": {
    does: "Switches Edgewise off on a site, so that within 5 seconds every page is the shop's own; or on again, with what is published.",
    who: editors,
    body: Switch,
    answer: Switch,
    leaves: "site.switched",
  },
  "POST /sites/:id/identify-secret": {
    does: "Makes a new secret for the proofs that the shop's server makes. This answer alone shows it; the one before stays good until previousUntil.",
    who: owners,
    answer: v.object({ secret: v.string(), previousUntil: v.nullable(Moment) }),
    errors: ["sign_in_again"],
    leaves: "identify_secret.made",
  },
} as const satisfies Endpoints;
