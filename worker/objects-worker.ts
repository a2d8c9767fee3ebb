export { CouponCodes } from "./coupon/coupon-codes.ts";
export { Identities } from "./identity/identities.ts";
export { Profile } from "./profile/profile.ts";

/** The objects that remember. The edge and the dashboard ask them by their bindings; requests have nothing to find here. */
export default {
  fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler<ObjectsEnv>;
