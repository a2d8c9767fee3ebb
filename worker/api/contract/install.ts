import * as v from "valibot";
import { Count, Moment } from "./answers.ts";
import { editors, type Endpoints, everybody } from "./endpoint.ts";

export const WantedLook = v.object({
  page: v.optional(
    v.nullable(
      v.pipe(
        v.string("A page is an address."),
        v.trim(),
        v.maxLength(500),
        v.url("A page is an address such as https://www.shop.example/."),
      ),
    ),
    null,
  ),
});

/** A script tag whose file is called as the snippet is. */
const SeenTag = v.object({
  /** Where it leads, as browsers resolve it. */
  address: v.string(),
  /** The attributes that keep browsers from running it as it stands, as consent tools have them; empty: it runs. */
  heldBy: v.array(v.string()),
  /** What a Content-Security-Policy may know it by; empty where it has none. */
  nonce: v.string(),
});
export type SeenTag = v.InferOutput<typeof SeenTag>;

const SeenPage = v.object({
  /** Where it was found, after redirects. */
  address: v.string(),
  status: Count,
  type: v.string(),
  tags: v.array(SeenTag),
  /** Its Content-Security-Policies, of headers and of the page. */
  policies: v.array(v.string()),
  /** Hosts of the scripts that it loads. */
  scriptHosts: v.array(v.string()),
  /** What says that a cache gave it, such as `age: 612`; empty: nothing does. */
  cachedBy: v.string(),
});
export type SeenPage = v.InferOutput<typeof SeenPage>;

/** Why a page was not seen: nobody answers, not in time, it leads to a host that the site does not name, or round in circles. */
export const unseenReasons = ["unreachable", "too_slow", "elsewhere", "too_many_redirects"] as const;

const Unseen = v.object({
  why: v.picklist(unseenReasons),
  /** Where it was to be. */
  address: v.string(),
});

/** What was seen of a page. */
const Look = v.object({
  /** The page as everybody gets it. */
  page: v.union([SeenPage, Unseen]),
  /** The same, asked for past caches, where the page itself had no tag that runs. */
  fresh: v.nullable(v.union([SeenPage, Unseen])),
  /** Whether Edgewise answers on the site's first host: the HTTP status there; 0 where nobody answers. */
  edge: v.object({ address: v.string(), isOurs: v.boolean(), status: Count }),
});
export type Look = v.InferOutput<typeof Look>;

export const installEndpoints = {
  "GET /reports/live?site=:site": {
    does: "What is going on: how many visitors were shown a page in the last 5 minutes and in the last 30, how many pages in those 30, and when a browser was last heard. Counted are visitors who may be measured; it is some seconds old, and of many visitors an estimate.",
    who: everybody,
    answer: v.object({
      visitorsNow: Count,
      visitors: Count,
      views: Count,
      /** Give or take a minute; `null` where no browser was heard in the last 30 minutes. */
      heardAt: v.nullable(Moment),
      /** Whether anybody was ever known. */
      hasProfiles: v.boolean(),
    }),
  },
  "POST /sites/:id/look": {
    does: "Looks at a page of the shop as anybody would, and says what it has of the snippet. The page is one of the site's own hosts; without one it is the front page. It changes nothing.",
    who: editors,
    body: WantedLook,
    answer: v.object({ look: Look }),
    errors: ["wrong_origin"],
  },
} as const satisfies Endpoints;
