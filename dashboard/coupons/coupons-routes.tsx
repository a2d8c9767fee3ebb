import { ErrorBoundary, useRoute } from "preact-iso";
import { late } from "../text/late.ts";
import { CouponsScreen } from "./coupons-screen.tsx";

/** Whoever looks at the list does not wait for the form. */
const couponScreen = () => import("./coupon-screen.tsx");
const CouponScreen = late(() => couponScreen().then((module) => module.CouponScreen));
const NewCouponScreen = late(() => couponScreen().then((module) => module.NewCouponScreen));

/** `/coupons`, `/coupons/new` and `/coupons/:id`. */
export function CouponsRoutes() {
  const { id = "" } = useRoute().params;
  if (id === "") return <CouponsScreen />;
  return <ErrorBoundary>{id === "new" ? <NewCouponScreen /> : <CouponScreen />}</ErrorBoundary>;
}
