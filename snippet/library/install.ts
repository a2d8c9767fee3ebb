import { isInstalled } from "../api.ts";
import { quietly } from "../quietly.ts";
import { trustedAddress } from "../trusted-address.ts";

/** The snippet as a page is to load it. */
export interface Installation {
  /** The address of `s.js`, or of `c.js` where visitors are asked for consent. */
  src: string;
  /** The site's id, on pages of hosts that Edgewise does not stand before. */
  site?: string;
  /** What to load beside the snippet. Unless given: `apply` where a site is named, nothing elsewhere. */
  parts?: readonly ("apply" | "platform" | "vitals")[];
  /** Of the page's Content-Security-Policy. */
  nonce?: string;
  /** Of a pinned address. */
  integrity?: string;
}

/** Loads the snippet, unless this page has it already. Its policy for Trusted Types is `edgewise-install`. */
export function install(installation: Installation): void {
  if (typeof document != "undefined" && !isInstalled()) quietly(insert)(installation);
}

function insert({ src, site, parts = site ? ["apply"] : [], nonce, integrity }: Installation): void {
  const address = new URL(src, location.href);
  if (site) address.searchParams.set("site", site);
  const { href } = address;
  if ([...document.scripts].some((script) => script.src == href)) return;
  const script = document.createElement("script");
  script.src = trustedAddress(href, "edgewise-install");
  if (parts[0]) script.dataset["load"] = parts.join(" ");
  if (nonce) script.nonce = nonce;
  if (integrity) {
    script.crossOrigin = "anonymous";
    script.integrity = integrity;
  }
  document.head.append(script);
}
