import { RecentKeys } from "./recent-keys.ts";
import type { SharedPage } from "./shared-page.ts";

/** An isolate has 128 MB for everything. */
const mostBytes = 32 * 1024 * 1024;

/** The latest shared pages of all sites in this isolate, beside nothing that any visitor did. */
export class PageMemory {
  readonly #pages = new Map<string, SharedPage>();
  /** What there was no room for. */
  readonly #refused = new RecentKeys(2000, 10 * 60_000);
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(most = mostBytes) {
    this.#mostBytes = most;
  }

  find(key: string): SharedPage | undefined {
    const page = this.#pages.get(key);
    if (page === undefined) return undefined;
    // Behind the others, so that what is asked for stays longest.
    this.#pages.delete(key);
    this.#pages.set(key, page);
    return page;
  }

  /**
   * While there is room, every page is kept. After that only those that are asked for again push others out: addresses
   * that are made up, one for each request, would leave nothing here that anybody needs.
   */
  keep(key: string, page: SharedPage, nowMs: number): void {
    const isAskedAgain = this.#pages.has(key) || this.#refused.has(key, nowMs);
    this.forget(key);
    if (!isAskedAgain && this.#bytes + weightOf(page) > this.#mostBytes) {
      this.#refused.add(key, nowMs);
      return;
    }
    this.#refused.forget(key);
    this.#pages.set(key, page);
    this.#bytes += weightOf(page);
    for (const [oldest] of this.#pages) {
      if (this.#bytes <= this.#mostBytes) return;
      this.forget(oldest);
    }
  }

  forget(key: string): void {
    const page = this.#pages.get(key);
    if (page === undefined) return;
    this.#pages.delete(key);
    this.#bytes -= weightOf(page);
  }
}

/** Its bytes, and those of the two pages that were made of it last (`visit/finish-page.ts`). */
function weightOf({ bytes }: SharedPage): number {
  return bytes.byteLength * 3;
}
