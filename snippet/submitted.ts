import { addsToCart } from "./cart-address.ts";
import { pageProduct } from "./page-product.ts";
import { record } from "./record.ts";

/** Records what a `submit` means: that something is put into the cart, or another. Of the fields only the quantity is told. */
export function submitted({ target, submitter }: SubmitEvent): void {
  const form = target as HTMLFormElement;
  // Not `form.action`: a field of that name hides it.
  const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  // Not `new FormData(form)`: it fires a `formdata` event, which the page may act on.
  const fields = [...form.elements] as HTMLInputElement[];
  if (addsToCart(address))
    record(
      "add_to_cart",
      {
        ew_from: "form",
        // On a list each form names its product; on a product's own page, variants may go by ids of their own.
        json_ld: pageProduct(fields.map(({ value }) => value)),
        quantity: +(fields.find(({ name }) => /^q(uanti)?ty/.test(name))?.value as string) || 1,
      },
      true,
    );
  // A field called `id` or `name` hides these too, but what is sent of an element says nothing.
  else record("form_submit", { form_id: form.id, form_name: form.name, form_destination: address }, true);
}
