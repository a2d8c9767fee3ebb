import { productBySlug } from "../catalogue/catalogue.ts";
import { departmentPicture } from "./department.ts";
import { heroPicture } from "./hero.ts";
import { productPicture } from "./still-life.ts";

/** The picture with this name: "hero", "category-lips", "some-product" or "some-product--some-shade". */
export function pictureByName(name: string): string | undefined {
  if (name === "hero") return heroPicture();
  if (name === "category-lips" || name === "category-face" || name === "category-eyes")
    return departmentPicture(name);
  const [slug = "", shadeId] = name.split("--");
  const product = productBySlug(slug);
  const shade = product?.shades.find((one) => shadeId === undefined || one.id === shadeId);
  return product === undefined || shade === undefined ? undefined : productPicture(product, shade);
}
