import * as v from "valibot";
import { URL } from "../web-standards.ts";

/** Says in a sentence why nobody may be led to an address, or `undefined` where they may. */
function redirectProblem(to: string): string | undefined {
  // Browsers drop tabs and newlines in addresses and read a backslash as a slash: none of them may hide a host.
  if (/[\s\\\p{Cc}]/u.test(to)) return "An address has no spaces, backslashes or control characters in it.";
  const isPath = to.startsWith("/");
  if (!isPath && !/^https:\/\//i.test(to))
    return "A redirect leads to a path on the shop, such as /new, or to an address that starts with https://.";
  const shop = "https://shop.invalid";
  let url: InstanceType<typeof URL>;
  try {
    url = new URL(to, shop);
  } catch {
    return "This is not an address.";
  }
  // `//host` and `/.//host` read like paths, and lead to another host.
  if (isPath && (url.origin !== shop || url.pathname.startsWith("//")))
    return "A path starts with one slash; another host is written with https://.";
  if (url.username !== "" || url.password !== "") return "An address holds no user name and no password.";
  return undefined;
}

/**
 * Leads the visitor to another page, instead of showing this one. The address is fixed; only the parameters that the
 * visitor came with travel along.
 */
export const Redirect = v.object({
  type: v.literal("redirect"),
  /** A path on the shop, or an address that starts with https://. Its own parameters win, and its #part stays. */
  to: v.pipe(
    v.string("An address is text."),
    v.trim(),
    v.minLength(1, "An address is needed."),
    v.maxLength(2000, "An address has at most 2,000 characters."),
    v.rawCheck(({ dataset, addIssue }) => {
      const message = dataset.typed ? redirectProblem(dataset.value) : undefined;
      if (message !== undefined) addIssue({ message, expected: "unsafe_redirect" });
    }),
  ),
});
