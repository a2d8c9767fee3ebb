import { connect, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/**
 * `down`: nobody is reached. `deaf`: whatever is sent arrives, and the connection breaks when the answer comes back.
 */
export type NetworkState = "up" | "down" | "deaf";

/** What lies between browsers and a server, and can fail. */
export interface Network {
  port: number;
  turn(state: NetworkState): void;
  close(): Promise<void>;
}

/** @param to the port on this machine that it leads to. */
export async function startNetwork(to: number): Promise<Network> {
  let state: NetworkState = "up";
  const open = new Set<Socket>();
  const server = createServer((near) => {
    if (state === "down") return void near.destroy();
    const far = connect(to, "127.0.0.1");
    const cut = () => {
      near.destroy();
      far.destroy();
      open.delete(near);
    };
    open.add(near);
    for (const end of [near, far]) end.on("error", cut).on("close", cut);
    near.pipe(far);
    far.on("data", (bytes) => void (state === "up" ? near.write(bytes) : cut()));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const hangUp = () => {
    for (const end of open) end.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    turn(next) {
      state = next;
      if (state === "down") hangUp();
    },
    async close() {
      hangUp();
      await new Promise((closed) => server.close(closed));
    },
  };
}
