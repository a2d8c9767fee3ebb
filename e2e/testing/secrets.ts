/** Secrets for tests: 32 zero bytes. */
export const secrets = { cookieKeys: `k1:${"A".repeat(43)}=`, identityPepper: "A".repeat(43) };
