/** Where nobody has said what a shop's coupon form is, what most of them look like. */
export const usualForm = {
  field: "coupon,discount,promo,voucher"
    .split(",")
    .map((word) => `input[name*="${word}" i]:is(:not([type]),[type=text],[type=search])`)
    .join(),
  applied: "[class*=coupon-code i],[class*=discount-code i],[class*=applied-coupon i]",
  total: "[class*=grand-total i],[class*=order-total i],[class*=cart-total i]",
};
