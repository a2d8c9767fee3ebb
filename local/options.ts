import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Refusal } from "./refusal.ts";

/** What `npm start` was asked for. */
export interface StartOptions {
  readonly port: number;
  /** The shop's own server; `undefined` where the demo shop is the shop. */
  readonly origin: string | undefined;
  /** Where everything of this shop is kept between starts: each shop has a folder of its own. */
  readonly stateDir: string;
  readonly demo: boolean;
}

const flags = "The flags are --port 8787, --origin URL, --state DIR and --no-demo.";

/** Reads the command line. @throws Refusal with a sentence for whatever is wrong with it. */
export function readOptions(args: readonly string[]): StartOptions {
  const { port, origin, state, demo } = parse(args);
  if (!/^\d+$/.test(port) || Number(port) > 65_535) {
    throw new Refusal(`--port takes a number from 0 to 65535, not "${port}".`);
  }
  if (origin !== undefined && !isWebAddress(origin)) {
    throw new Refusal(`--origin takes a shop's address such as https://shop.example, not "${origin}".`);
  }
  if (!demo && origin === undefined) {
    throw new Refusal("Without the demo shop there is no shop: name one with --origin URL.");
  }
  return {
    port: Number(port),
    origin: origin === undefined ? undefined : new URL(origin).origin,
    stateDir: resolve(state, shopFolder(origin)),
    demo: demo && origin === undefined,
  };
}

/** Rules for one shop must not be live on another, so what is kept is kept apart. */
function shopFolder(origin: string | undefined): string {
  return origin === undefined ? "demo" : new URL(origin).host.replaceAll(/[^a-z0-9.-]/gi, "_");
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        port: { type: "string", default: "8787" },
        origin: { type: "string" },
        state: { type: "string", default: ".edgewise" },
        demo: { type: "boolean", default: true },
      },
    }).values;
  } catch (error) {
    const sentence = (error as Error).message.split(/\.\s/)[0]?.replace(/\.$/, "");
    throw new Refusal(`${sentence}. ${flags}`);
  }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
