import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { getRequestListener } from "@hono/node-server";
import type { Telling } from "./identify.ts";
import { shop } from "./shop.ts";
import { openDatabase } from "./storage/database.ts";
import { storesIn } from "./stores.ts";

/** Where a shop is to run and where it keeps its file. */
export interface ShopOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string;
  readonly stateDir: string;
}

/** A shop that is open. */
export interface RunningShop {
  readonly url: string;
  /** From now on account pages say who is signed in. */
  tellWho(telling: Telling): void;
  close(): Promise<void>;
}

/** Opens the shop. It rejects when the port is taken. */
export async function startShop({ port, host = "127.0.0.1", stateDir }: ShopOptions): Promise<RunningShop> {
  const db = openDatabase(stateDir);
  const stores = storesIn(db);
  stores.sessions.prune();
  let telling: Telling | null = null;
  const answer = getRequestListener(shop(stores, () => telling).fetch);
  const server = createServer((request, response) => void answer(request, response));
  try {
    await new Promise<void>((open, fail) => {
      server.once("error", fail);
      server.listen(port, host, open);
    });
  } catch (error) {
    db.close();
    throw error;
  }
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    tellWho(whom) {
      telling = whom;
    },
    async close() {
      await new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      });
      db.close();
    },
  };
}

/** The command line: says where the shop is open, and closes it on Ctrl-C. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "8788" },
      host: { type: "string", default: "127.0.0.1" },
      state: { type: "string", default: "shop-state" },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new Error(`"${values.port}" is not a port number.`);
  const running = await startShop({ port, host: values.host, stateDir: values.state });
  console.log(`The shop is open at ${running.url} (Ctrl-C closes it).`);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void running.close().then(() => process.exit(0)));
}

/** One sentence for what kept the shop from opening. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return "That port is taken; choose another with --port, or 0 for any free one.";
  if (code === "EACCES") return "This program may not use that port or state folder.";
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" || code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL")
    return `${message.split(/\.\s/)[0]}. The flags are --port, --host and --state.`;
  return message;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(reasonOf(error));
    process.exitCode = 1;
  });
}
