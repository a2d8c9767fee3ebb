/** How somebody proved who they are. `link`: by a sign-in link or an invitation; `access`: to Cloudflare Access. */
export const signInWays = ["link", "password", "passkey", "access"] as const;
export type SignInWay = (typeof signInWays)[number];
