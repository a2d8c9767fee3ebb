import { env } from "cloudflare:workers";

/**
 * Every contender's first import. Miniflare sends what a worker fetches through a worker of its own, which production
 * does not have and which costs a quarter of a bare pass-through. A binding leads to the origin without that detour.
 */
const { DIRECT } = env as unknown as { DIRECT: Fetcher };
globalThis.fetch = (input: RequestInfo | URL, init?: RequestInit) => DIRECT.fetch(input, init);
