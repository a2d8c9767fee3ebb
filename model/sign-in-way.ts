/** How somebody proved who they are. `link`: by a sign-in link or an invitation; `access`: to Cloudflare Access. */
export type SignInWay = "link" | "password" | "passkey" | "access";
