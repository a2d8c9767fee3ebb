import { shopHost } from "../../local/serve.ts";
import type { Edge } from "./edge.ts";
import { forward } from "./forward.ts";
import { type Origin, startOrigin } from "./origin.ts";

/** A host that Edgewise does not stand before; a site names it among its `snippetHosts`. */
export const apartHost = "apart.localhost";

/**
 * The pages of another server once more, on that host, with the snippet pasted into each.
 * @param to the server's URL. @param edge where the snippet comes from. @param load parts of it that the tag names.
 */
export async function startApart(to: string, edge: () => Edge, load?: string): Promise<Origin> {
  const pasted = () => {
    const from = `http://${shopHost}:${edge().port}`;
    const parts = load === undefined ? "" : ` data-load="${load}"`;
    return { from, tag: `<script async src="${from}/_ew/s.js?site=shop"${parts}></script>` };
  };
  const apart = await startOrigin({}, forward(to, pasted));
  return { ...apart, url: `http://${apartHost}:${new URL(apart.url).port}` };
}
