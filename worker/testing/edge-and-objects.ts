/** What tests run: the edge with the objects beside it, which only thus can be looked into. */
export { CouponCodes, Identities, Profile } from "../objects-worker.ts";
export { default, EdgeQuestions } from "../worker.ts";
