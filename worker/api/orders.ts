import { Hono } from "hono/tiny";
import { type OrderPlatform, orderPlatforms } from "../../model/orders/order-platform.ts";
import { readOrder } from "../../model/orders/read-order.ts";
import type { Problem } from "../../model/problem.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson, readText } from "../answer/read-json.ts";
import { isSigned } from "../orders/is-signed.ts";
import { changeOrderSecret, orderSecrets } from "../orders/order-secrets.ts";
import { tellOrder } from "../orders/tell-order.ts";
import { recordRefusals } from "../record/record-refusals.ts";
import { audited } from "./audited.ts";
import type { Api } from "./contract.ts";
import { NewSecret } from "./contract/orders.ts";
import { onlyFor } from "./only-for.ts";
import { recentlyProved } from "./recently-proved.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const mostBytes = 1024 * 1024;
const mostNoted = 10;
/** What WooCommerce sends, unsigned, when a webhook is made: it has to be answered by 200, or the webhook is not made. */
const wooCommercePing = /^webhook_id=\d{1,12}$/;

/** What shops' servers tell of their orders: whoever signs it is believed, and nobody signs in. */
export const orderRoutes = new Hono<ApiEnv>().post("/:platform", async (context) => {
  const { env } = context;
  const platform = context.req.param("platform");
  if (!isPlatform(platform)) throw new AnswerError("not_found", "There is nothing at this address.");
  const body = await readText(context.req.raw, mostBytes);
  const nothing: Api["POST /orders/:platform?site=:site"]["answer"] = { taken: false };
  if (platform === "woocommerce" && wooCommercePing.test(body)) return context.json(nothing);
  const nowMs = Date.now();
  const site = context.req.query("site") ?? "";
  const secrets = await secretsOrThrow(env, { site, platform }, nowMs);
  if (!(await isSigned(platform, { headers: context.req.raw.headers, body }, secrets, nowMs)))
    throw new AnswerError("invalid_signature", "This is not signed with a secret of this site.");
  const read = readOrder(platform, parsed(body));
  if (!read.ok) {
    if (platform === "generic") throw new AnswerError("invalid_request", "This is no order.", read.problems);
    // Platforms give up on an address that refuses too often.
    context.executionCtx.waitUntil(noteUnreadable(env, { site, platform, problems: read.problems }, nowMs));
    return context.json(nothing);
  }
  if (read.value === null) return context.json(nothing);
  await tellOrThrow(env, { site, order: read.value }, nowMs);
  const answer: Api["POST /orders/:platform?site=:site"]["answer"] = { taken: true };
  return context.json(answer);
});

/** Whoever has it can make orders up: only owners give one. */
export const orderSecretRoutes = new Hono<ApiEnv>().post(
  "/",
  onlyFor("owner"),
  recentlyProved,
  async (context) => {
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const body = await readJson(context.req.raw, 1000);
    const { platform, secret } = demand(
      NewSecret,
      body,
      "invalid_request",
      "This is no secret of a platform.",
    );
    if (platform === "shopify" && secret === undefined)
      throw new AnswerError("invalid_request", "Shopify gives the secret: it stands below its webhooks.");
    if ((platform === "medusa" || platform === "generic") && secret !== undefined)
      throw new AnswerError("invalid_request", "The secret of this platform is made here.");
    const of = { site: site.id, platform };
    const making = {
      site: site.id,
      what: "order_secret.made",
      about: { kind: "platform", id: platform, name: platform },
    } as const;
    const changed = await changeOrderSecret(context.env, of, secret, Date.now(), [audited(context, making)]);
    const { previousUntilMs } = changed;
    const answer: Api["POST /order-secrets?site=:site"]["answer"] = {
      secret: changed.secret,
      previousUntil: previousUntilMs === null ? null : new Date(previousUntilMs).toISOString(),
    };
    return context.json(answer, 201);
  },
);

/** Where something was wrong with what a shop's server told, and not what stood there: that may say who ordered. */
async function noteUnreadable(
  env: Env,
  { site, platform, problems }: { site: string; platform: OrderPlatform; problems: readonly Problem[] },
  nowMs: number,
): Promise<void> {
  const where = problems.slice(0, mostNoted).map(({ path }) => path);
  console.error({ message: "An order could not be read.", site, platform, where: where.join(", ") });
  const refusals = [{ coupon: "", reason: "unreadable_order" as const }];
  await recordRefusals(env.RECORDS, { site, refusals, atMs: nowMs });
}

function isPlatform(name: string): name is OrderPlatform {
  return (orderPlatforms as readonly string[]).includes(name);
}

async function secretsOrThrow(env: Env, of: { site: string; platform: OrderPlatform }, nowMs: number) {
  try {
    return await orderSecrets(env, of, nowMs);
  } catch (error) {
    throw notNow("The secrets of orders could not be read.", error);
  }
}

async function tellOrThrow(env: Env, told: Parameters<typeof tellOrder>[1], nowMs: number): Promise<void> {
  try {
    await tellOrder(env, told, nowMs);
  } catch (error) {
    throw notNow("An order could not be taken.", error);
  }
}

function notNow(message: string, error: unknown): AnswerError {
  console.error({ message, error: String(error) });
  return new AnswerError("temporarily_unavailable", "This cannot be taken now. Please send it again.");
}

/** What is no JSON is no order, which is said where that is asked. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
