/** Consent tools that hold other scripts back, by the hosts that their own come from. */
const tools: readonly (readonly [name: string, host: RegExp])[] = [
  ["Cookiebot", /(^|\.)cookiebot\.(com|eu)$/],
  ["OneTrust", /(^|\.)(cookielaw\.org|onetrust\.com)$/],
  ["Usercentrics", /(^|\.)usercentrics\.eu$/],
  ["CookieYes", /(^|\.)cookieyes\.com$/],
  ["iubenda", /(^|\.)iubenda\.com$/],
  ["Didomi", /(^|\.)(didomi\.io|privacy-center\.org)$/],
  ["Axeptio", /(^|\.)axept\.io$/],
  ["TrustArc", /(^|\.)trustarc\.com$/],
  ["Osano", /(^|\.)osano\.com$/],
  ["consentmanager", /(^|\.)consentmanager\.net$/],
  ["CookieFirst", /(^|\.)cookiefirst\.com$/],
  ["Sourcepoint", /(^|\.)(sp-prod\.net|privacy-mgmt\.com)$/],
];

/** The consent tool that a page loads; `undefined` where it is none of those that are known. */
export function consentToolOn(scriptHosts: readonly string[]): { name: string; host: string } | undefined {
  for (const host of scriptHosts) {
    const tool = tools.find(([, pattern]) => pattern.test(host));
    if (tool !== undefined) return { name: tool[0], host };
  }
  return undefined;
}
