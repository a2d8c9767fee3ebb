import { addsToCart } from "./cart-address.ts";
import { pageProduct } from "./page-product.ts";
import { record } from "./record.ts";

/** Records what a `submit` means: that something is put into the cart, or another. Of the fields only the quantity is told. */
export const submitted = ({ target, submitter }: SubmitEvent): void => {
  const form = target as HTMLFormElement;
  // Not `form.action`, `id` or `name`: a field of that name hides it.
  const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  if (addsToCart(address))
    record("add_to_cart", {
      ew_from: "form",
      // On a list each form names its product; on a product's own page, variants may go by ids of their own.
      // Not by `new FormData(form)`: it fires a `formdata` event, which the page may act on.
      json_ld: pageProduct([...(form.elements as Iterable<HTMLInputElement>)].map(({ value }) => value)),
      quantity: +(form.querySelector<HTMLInputElement>("[name^=q]")?.value as string) || 1,
    });
  else
    record("form_submit", {
      form_name: form.getAttribute("name"),
      form_id: form.getAttribute("id"),
      form_destination: address,
    });
};
