import { useRoute } from "preact-iso";
import { CouponScreen, NewCouponScreen } from "./coupon-screen.tsx";
import { CouponsScreen } from "./coupons-screen.tsx";

/** `/coupons`, `/coupons/new` and `/coupons/:id`. */
export function CouponsRoutes() {
  const { id = "" } = useRoute().params;
  if (id === "") return <CouponsScreen />;
  return id === "new" ? <NewCouponScreen /> : <CouponScreen />;
}
