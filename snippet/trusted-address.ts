interface Policy {
  createPolicy(name: string, rules: object): { createScriptURL(address: string): string };
}

/**
 * The address as a page that demands Trusted Types takes it for a script: https://www.w3.org/TR/trusted-types/
 * @param policy its name, which the page may have to allow
 */
export function trustedAddress(address: string, policy: string): string {
  const { trustedTypes } = window as { trustedTypes?: Policy };
  const rules = { createScriptURL: (url: string) => url };
  return trustedTypes?.createPolicy(policy, rules).createScriptURL(address) ?? address;
}
