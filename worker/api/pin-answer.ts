import type { Pin } from "../profile/state.ts";
import type { PinAnswer } from "./contract.ts";

/** A pinned offer as the API tells of it. */
export function pinAnswer({ untilMs, atMs, ...pin }: Pin): PinAnswer {
  return {
    ...pin,
    until: untilMs === null ? null : new Date(untilMs).toISOString(),
    at: new Date(atMs).toISOString(),
  };
}
