import { signal } from "@preact/signals";
import * as v from "valibot";
import { FromFrame, Opened, type Picked, type Spot, type ToFrame } from "../../model/on-page.ts";
import type { AppliedRule } from "../../model/applied-change.ts";

/** The edge asks the shop for the page before it answers. */
const answerMs = 15_000;

/**
 * What is said between the dashboard and the page in a frame. Each page that opens there brings a channel of its own;
 * whatever comes from anywhere else, or is no word that both know, is passed over.
 */
export class FrameLink {
  /** The page that is open; `null` until one has said so. */
  readonly opened = signal<Opened | null>(null);
  readonly picked = signal<Picked | null>(null);
  /** What the keyboard is at. */
  readonly at = signal<Spot | null>(null);
  readonly picks = signal(true);
  #port: MessagePort | undefined;
  #rules: readonly AppliedRule[] = [];
  #questions = 0;
  readonly #waiting = new Map<number, (found: (readonly number[])[] | null) => void>();

  /**
   * Listens for pages that open in the frame.
   * @param origin of the shop: what says that it is another is not heard.
   * @returns ends it.
   */
  listen(frame: () => Window | null | undefined, origin: () => string): () => void {
    const hear = (event: MessageEvent<unknown>) => {
      if (event.source === null || event.source !== frame() || event.origin !== origin()) return;
      const opened = v.safeParse(Opened, event.data);
      const [port] = event.ports;
      if (opened.success && port !== undefined) this.#open(opened.output, port);
    };
    addEventListener("message", hear);
    return () => {
      removeEventListener("message", hear);
      this.leave();
    };
  }

  /** Another page is on its way. */
  leave(): void {
    this.#port?.close();
    this.#port = undefined;
    this.opened.value = this.picked.value = this.at.value = null;
    for (const settle of this.#waiting.values()) settle(null);
    this.#waiting.clear();
  }

  /** Whether a click picks what it is on; else the shop works as ever. */
  pick(picks: boolean): void {
    this.picks.value = picks;
    this.picked.value = this.at.value = null;
    this.#say({ type: "mode", picks });
  }

  /** What is changed on the page, also on those that open later. */
  show(rules: readonly AppliedRule[]): void {
    this.#rules = rules;
    this.#say({ type: "show", rules });
  }

  /** Picks what is around the picked element. */
  up(levels: number): void {
    this.#say({ type: "up", levels });
  }

  /** Which elements selectors mean at the edge, by their numbers; `null` where nobody can tell. */
  find(selectors: readonly string[]): Promise<(readonly number[])[] | null> {
    if (this.#port === undefined || selectors.length === 0) return Promise.resolve(null);
    const question = ++this.#questions;
    return new Promise((resolve) => {
      const settle = (found: (readonly number[])[] | null) => {
        clearTimeout(timer);
        this.#waiting.delete(question);
        resolve(found);
      };
      const timer = setTimeout(() => settle(null), answerMs);
      this.#waiting.set(question, settle);
      this.#say({ type: "find", question, selectors });
    });
  }

  #open(opened: Opened, port: MessagePort): void {
    this.leave();
    this.#port = port;
    port.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      const heard = v.safeParse(FromFrame, data);
      if (heard.success && this.#port === port) this.#hear(heard.output);
    });
    port.start();
    this.opened.value = opened;
    this.#say({ type: "mode", picks: this.picks.peek() });
    this.#say({ type: "show", rules: this.#rules });
  }

  #hear(message: FromFrame): void {
    switch (message.type) {
      case "picked":
        this.at.value = null;
        this.picked.value = message;
        return;
      case "at":
        this.at.value = message.spot;
        return;
      case "left":
        this.at.value = this.picked.value = null;
        return;
      case "found":
        this.#waiting.get(message.question)?.(message.found);
    }
  }

  #say(message: ToFrame): void {
    this.#port?.postMessage(message);
  }
}
