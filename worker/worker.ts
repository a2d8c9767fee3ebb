import { visit } from "./visit/visit.ts";

export { CouponCodes } from "./coupon/coupon-codes.ts";
export { Identities } from "./identity/identities.ts";
export { Profile } from "./profile/profile.ts";

/** The edge: shoppers' pages on shops' hosts, and the objects that remember. The dashboard is in `api-worker.ts`. */
export default {
  fetch: (request, env, context) => visit(request, env, context),
} satisfies ExportedHandler<EdgeEnv>;
