import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A program beside this file in a process of its own, which ends when it is told to or its parent ends. */
export class Forked {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;

  constructor(program: "origin.ts" | "load.ts") {
    this.#child = fork(fileURLToPath(new URL(program, import.meta.url)));
    this.#ended = new Promise((resolve) => this.#child.once("exit", () => resolve()));
  }

  /** What it says next. Rejects where it ends instead. */
  next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error("A process of the bench ended too early."));
      this.#child.once("exit", ended);
      this.#child.once("message", (message) => {
        this.#child.off("exit", ended);
        resolve(message);
      });
    });
  }

  send(message: object): void {
    this.#child.send(message);
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}
