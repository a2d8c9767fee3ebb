import { inTime } from "../wait/in-time.ts";
import { takeOrder, type ToldOrder } from "./take-order.ts";

const deadlineMs = 3000;
/** Shops wait 5 seconds (Shopify) for an answer. */
const longestMs = 4000;

/** What the queue is told of an order. */
export interface OrderRecord extends ToldOrder {
  type: "order";
}

/**
 * Hands an order on to the queue, which keeps it until it is taken; where the queue is down, it is taken at once.
 * @throws where neither can be done: then the shop tells of it again.
 */
export async function tellOrder(env: Env, told: ToldOrder, nowMs: number): Promise<void> {
  const record: OrderRecord = { type: "order", ...told };
  try {
    await inTime(env.RECORDS.send(record), deadlineMs, "The queue");
  } catch (error) {
    console.error({ message: "An order could not be queued; it is taken at once.", error: String(error) });
    await inTime(takeOrder(env, told, nowMs), longestMs, "Taking an order");
  }
}
