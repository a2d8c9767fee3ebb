/** `npm start`: everything on one machine. */
import { createServer } from "node:net";
import { type RunningShop, startShop } from "../demo/shop/server.ts";
import { buildAll } from "./build.ts";
import { readOptions, type StartOptions } from "./options.ts";
import { Refusal } from "./refusal.ts";
import { runMinute } from "./run-minute.ts";
import { newTelling, seedSite } from "./seed.ts";
import { dashboardHost, serve, shopHost } from "./serve.ts";
import { newSignInToken } from "./sign-in.ts";
import { openState } from "./state.ts";

/** Stops what was started, the last first. */
const stops: (() => void | Promise<void>)[] = [];

try {
  await start(readOptions(process.argv.slice(2)));
} catch (error) {
  await stopAll();
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}

async function start(options: StartOptions): Promise<void> {
  stopOnSignals();
  await refuseTakenPort(options.port);
  const state = openState(options.stateDir);
  stops.push(state.release);
  await buildAll({ log: console.log });
  const shop = options.origin === undefined ? await startDemoShop(options.port, state.shopDir) : undefined;
  if (shop !== undefined) stops.push(() => shop.close());
  const origin = options.origin ?? shop?.url ?? "";
  const miniflare = await serve({ ...options, ...state, log: (line) => console.error(line) });
  stops.push(() => miniflare.dispose());
  const minutes = setInterval(() => void runMinute(miniflare).catch(console.error), 60_000);
  stops.push(() => clearInterval(minutes));
  // Miniflare brings handlers of its own that end the process before anything else could stop.
  stopOnSignals();
  const { port } = await miniflare.ready;
  await seedSite(miniflare, origin, options.demo);
  shop?.tellWho(await newTelling(miniflare));
  const token = await newSignInToken(miniflare);
  console.log(`
  Edgewise is running. Ctrl-C stops it.

  Shop       http://${shopHost}:${port}/
             (its own server: ${origin})
  Dashboard  http://${dashboardHost}:${port}/
  Sign in    http://${dashboardHost}:${port}/sign-in?token=${token}
             (works once, for 24 hours)

${options.demo ? fromAnAdvertisement(port) : ""}`);
}

/** Beside Edgewise's own port where that is free, so that the shop's address stays what it was. */
async function startDemoShop(port: number, stateDir: string): Promise<RunningShop> {
  try {
    return await startShop({ port: port === 0 ? 0 : port + 1, stateDir });
  } catch {
    return startShop({ port: 0, stateDir });
  }
}

function fromAnAdvertisement(port: string): string {
  return `  As a visitor from an advertisement:
             http://${shopHost}:${port}/?utm_source=instagram&utm_medium=paid_social&utm_campaign=winter
`;
}

function stopOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.removeAllListeners(signal);
    process.once(signal, () => void stopAll().then(() => process.exit(0)));
  }
}

/** workerd's own message for a taken port does not say what to do. */
async function refuseTakenPort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((free, taken) => {
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE" ? "is taken by another program" : `cannot be used (${error.code})`;
      taken(new Refusal(`Port ${port} ${reason}; choose another with \`npm start -- --port 9000\`.`));
    });
    probe.listen(port, "127.0.0.1", free);
  });
  await new Promise((closed) => probe.close(closed));
}

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}
