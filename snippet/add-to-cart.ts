import { addsToCart } from "./cart-address.ts";
import { mainProduct, pageProducts, productParams } from "./page-product.ts";

/** The parameters of the `add_to_cart` that a `submit` event means, or `undefined` if it means something else. */
export function addToCart({ target, submitter }: SubmitEvent) {
  const form = target as HTMLFormElement;
  // Not `form.action`: a field of that name hides it.
  if (!addsToCart(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? ""))
    return undefined;

  // Not `new FormData(form)`: it fires a `formdata` event, which the page may act on.
  const fields = [...form.querySelectorAll<HTMLInputElement>("[name]")];
  const quantity = Number(fields.find(({ name }) => /^(quantity|qty)\b/.test(name))?.value) || 1;
  const products = pageProducts();
  // On a list each form names its product; on a product's own page, variants may go by ids of their own.
  const product =
    products.find(({ item }) => fields.some(({ value }) => value == item.item_id)) ?? mainProduct(products);
  return product ? productParams(product, quantity) : { items: [{ quantity }] };
}
