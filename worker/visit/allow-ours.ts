import { offerStyle } from "../../model/offer/offer-style.ts";
import type { Edit } from "../decide/compile-rules.ts";
import {
  allowsAddress,
  allowsInline,
  connections,
  has,
  nonceIn,
  scriptElements,
  SecurityPolicy,
  styleAttributes,
  styleElements,
} from "../../model/html/security-policy.ts";

/** What of ours a page would carry. */
interface Ours {
  /** Our tags, for the start of its head. */
  head: string;
  edits: readonly Edit[];
  /** Where our own addresses begin, as in https://shop.example/_ew/. */
  base: string;
}

/** The same, in the form that the page's policies let through, and the headers that let it through. */
export interface Allowed {
  head: string;
  edits: readonly Edit[];
  styleNonce: string | undefined;
  headers: readonly (readonly [name: string, value: string])[];
}

const headerNames = ["content-security-policy", "content-security-policy-report-only"];

/**
 * Brings what is ours past a shop's Content-Security-Policy, without opening it for anything else: by the page's own
 * nonce where there is one, else by the address that all of our scripts are below and the hashes of our styles. Why so:
 * docs/decisions/0022-past-a-shops-policy.md.
 */
export async function allowOurs(shop: Headers, ours: Ours): Promise<Allowed> {
  const headers = headerNames.flatMap((name) => {
    const value = shop.get(name);
    return value === null ? [] : [{ name, value, policies: SecurityPolicy.all(value) }];
  });
  if (headers.length === 0) return { head: ours.head, edits: ours.edits, styleNonce: undefined, headers: [] };
  const policies = headers.flatMap((header) => header.policies);
  const styleNonce = firstNonce(policies, styleElements);
  const edits = policies.some(refusesStyleAttributes)
    ? ours.edits.flatMap(withoutStyleAttribute)
    : ours.edits;
  const head = await allowScripts(policies, ours);
  await allowStyles(policies, stylesOf(edits), styleNonce);
  return {
    head,
    edits,
    styleNonce,
    headers: headers.flatMap(({ name, value, policies: now }) => {
      const text = now.join(",");
      return text === value ? [] : [[name, text] as const];
    }),
  };
}

function firstNonce(policies: readonly SecurityPolicy[], names: readonly string[]): string | undefined {
  for (const policy of policies) {
    const nonce = nonceIn(policy.sources(names) ?? []);
    if (nonce !== undefined) return nonce;
  }
  return undefined;
}

const scriptTag = /<script\b([^>]* src="([^"]*)")/g;

/** @returns our tags as they can run. */
async function allowScripts(policies: readonly SecurityPolicy[], { head, base }: Ours): Promise<string> {
  if (policies.length === 0 || head === "") return head;
  const nonce = firstNonce(policies, scriptElements);
  // Where trust is handed on from script to script and there is no nonce, a script of ours may load the others.
  const isLoaded = nonce === undefined && policies.some(isStrict);
  const loaderHash = isLoaded ? await hashOf(loader) : "";
  for (const policy of policies) {
    const sources = policy.sources(scriptElements) ?? ["*", "'unsafe-inline'"];
    if (isLoaded && (isStrict(policy) || !allowsInline(sources))) policy.allow(scriptElements, loaderHash);
    if (nonce !== undefined && (nonceIn(sources) === nonce || isStrict(policy))) {
      policy.allow(scriptElements, `'nonce-${nonce}'`);
    } else if (!isStrict(policy) && !allowsAddress(sources, base)) {
      policy.allow(scriptElements, base);
    }
    if (!allowsAddress(policy.sources(connections) ?? ["*"], base)) policy.allow(connections, base);
  }
  if (isLoaded)
    return `${head.replaceAll(scriptTag, `<script type="${waiting}"$1`)}<script>${loader}</script>`;
  return nonce === undefined ? head : head.replaceAll(/<(script|style)\b/g, `<$1 nonce="${nonce}"`);
}

/** Only nonces, hashes and what such scripts load may run, whatever else the list says (CSP3 §8.2). */
function isStrict(policy: SecurityPolicy): boolean {
  return has(policy.sources(scriptElements) ?? [], "'strict-dynamic'");
}

/** A type that browsers know nothing of, so that they leave the script alone. */
const waiting = "ew-waits";

/** Puts a script that runs in the place of each that waits. */
const loader =
  `for(const w of document.querySelectorAll('script[type="${waiting}"]')){const s=document.createElement("script");` +
  'for(const{name:n,value:v}of w.attributes)n=="type"||s.setAttribute(n,v);w.replaceWith(s)}';

async function allowStyles(
  policies: readonly SecurityPolicy[],
  styles: readonly string[],
  nonce: string | undefined,
): Promise<void> {
  for (const policy of policies) {
    const sources = policy.sources(styleElements);
    if (sources === undefined || allowsInline(sources)) continue;
    if (nonce !== undefined && sources.includes(`'nonce-${nonce}'`)) continue;
    for (const style of styles) policy.allow(styleElements, await hashOf(style));
  }
}

/** What stands in the style elements that the edits write. */
function stylesOf(edits: readonly Edit[]): string[] {
  const styles = edits.flatMap((edit) => {
    if (edit.type === "addStyles") return [edit.css];
    return edit.type === "insertOffer" ? [offerStyle(edit.offer, edit.trigger !== null)] : [];
  });
  return [...new Set(styles)];
}

function refusesStyleAttributes(policy: SecurityPolicy): boolean {
  const sources = policy.sources(styleAttributes);
  return sources !== undefined && !allowsInline(sources);
}

/** A rule for the same elements in place of their `style` attributes, which would win over any that is not important. */
function withoutStyleAttribute(edit: Edit): Edit[] {
  switch (edit.type) {
    case "setStyle":
      return [styleOf(edit.selector, `${edit.property}:${edit.value}`)];
    case "hide":
      return [
        { type: "setAttribute", selector: edit.selector, name: "hidden", value: "" },
        styleOf(edit.selector, "display:none"),
      ];
    default:
      return [edit];
  }
}

/** In ASCII, and without what could end the element: both can be escaped wherever they can stand in CSS. */
function styleOf(selector: string, declaration: string): Edit {
  const css = `${selector}{${declaration}!important}`;
  return {
    type: "addStyles",
    css: css.replace(/[^\u0000-\u007f]|</gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `),
  };
}

/** As a source: `'sha256-…'`. Browsers hash what they have read: https://html.spec.whatwg.org/#normalize-newlines */
async function hashOf(text: string): Promise<string> {
  const read = text.replace(/\r\n?/g, "\n");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(read)));
  return `'sha256-${btoa(String.fromCharCode(...digest))}'`;
}
