import type { Coupon } from "./coupon.ts";

/**
 * The coupons that a code may be of, those that are surely not left out: a coupon's one code, a code of a generated
 * pool's form, and any code of an imported pool, which alone knows its codes. Codes are the same in capital and small
 * letters, as shops have them.
 */
export function couponsOfCode(code: string, coupons: readonly Coupon[]): Coupon[] {
  const wanted = code.trim().toUpperCase();
  const own = coupons.filter((coupon) => coupon.code?.toUpperCase() === wanted);
  const formed = coupons.filter(({ pool }) => pool?.kind === "generated" && hasForm(wanted, pool.pattern));
  const certain = [...own, ...formed];
  return certain.length > 0 ? certain : coupons.filter(({ pool }) => pool?.kind === "imported");
}

function hasForm(code: string, pattern: string): boolean {
  return (
    code.length === pattern.length &&
    pattern.split("").every((letter, index) => letter === "#" || letter === code[index])
  );
}
