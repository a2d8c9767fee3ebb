import { runCommand, type Ended } from "./command.ts";

/** What keeps Wrangler from calling home, looking for updates and writing logs outside the project. */
export const quietWrangler = {
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_WRITE_LOGS: "false",
} as const;

/** Runs Wrangler, keeping what it says. */
export function runWrangler(...args: readonly string[]): Promise<Ended> {
  return runCommand("wrangler", args, { env: quietWrangler });
}
