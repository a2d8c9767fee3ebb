import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoConfiguration, demoSite } from "../../demo/scenarios/odile-and-marsh.ts";
import { startShop } from "../../demo/shop/server.ts";
import { type Edge, type EdgeOptions, startEdge } from "./edge.ts";
import type { Answer, Shopper } from "./shopper.ts";

/** The demo shop behind Edgewise, with the rules that it starts with, or others. */
export async function startDemo(changes: Pick<EdgeOptions, "site" | "configuration"> = {}): Promise<Edge> {
  const stateDir = mkdtempSync(join(tmpdir(), "edgewise-shop-"));
  const shop = await startShop({ port: 0, stateDir });
  const edge = await startEdge({
    origin: shop.url,
    site: { ...demoSite, ...changes.site },
    configuration: changes.configuration ?? demoConfiguration,
  });
  const { secret } = (await edge.api("POST", "/sites/shop/identify-secret")) as { secret: string };
  shop.tellWho({ site: "shop", secret });
  return {
    ...edge,
    async close() {
      await edge.close();
      await shop.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** Puts a product of the demo shop into the cart by the form on its page. */
export async function addToCart(shopper: Shopper, slug: string, quantity = 1): Promise<Answer> {
  const { text } = await shopper.ask(`/products/${slug}`);
  const form = /<form[^>]*action="\/cart\/add"[^]*?<\/form>/.exec(text)?.[0] ?? "";
  const fields = [...form.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)];
  const body = Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
  return shopper.submit("/cart/add", { ...body, quantity: String(quantity) });
}

/** What the demo shop's cart page says of money. */
export function cartOf({ text }: Answer): { total: string | undefined; coupon: string | undefined } {
  return {
    total: /class="cart-total">([^<]*)/.exec(text)?.[1],
    coupon: /class="coupon-code">([^<]*)/.exec(text)?.[1],
  };
}
