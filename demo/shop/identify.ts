import { createHmac } from "node:crypto";
import { html, raw } from "hono/html";
import type { Html } from "./pages/html.ts";
import { scriptJson } from "./purchase-event.ts";
import type { Customer } from "./storage/customers.ts";

/** Whom the shop tells who is signed in, and the secret that it signs this with. */
export interface Telling {
  readonly site: string;
  readonly secret: string;
}

/** How long a page may be looked at before its proof is over. */
const proofMs = 60 * 60 * 1000;

/** The script of a page that says who is signed in. `nonce` lets it run under the content security policy. */
export function identifyScript(telling: Telling | null, customer: Customer, nonce: string): Html {
  if (telling === null) return html``;
  const identities = [
    { type: "customer", value: String(customer.id) },
    { type: "email", value: customer.email.trim().toLowerCase() },
  ];
  const call = [identities, proofOf(telling, identities)].map(scriptJson).join(", ");
  return html`<script nonce="${nonce}">
    window.edgewise ??= {
      q: [],
      identify(...a) {
        this.q.push(["identify", ...a]);
      },
    };
    edgewise.identify(${raw(call)});
  </script>`;
}

/** Edgewise wants identities sorted by type, and these are. */
export function proofOf({ site, secret }: Telling, identities: readonly object[]): string {
  const ends = Date.now() + proofMs;
  const text = `v1\n${site}\n${ends}\n${JSON.stringify(identities)}`;
  return `v1.${ends}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}
