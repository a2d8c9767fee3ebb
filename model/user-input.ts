import * as v from "valibot";
import { Name } from "./identifier.ts";
import { roles } from "./user.ts";

/** An address that somebody signs in by. In whatever letters it is typed, it is the same account. */
export const EmailAddress = v.pipe(
  v.string("An e-mail address is text."),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254, "An e-mail address has at most 254 characters."),
  v.regex(/^[^\s@]+@[^\s@]+$/, "This is no e-mail address."),
);

export const RoleName = v.picklist(roles, `A role is one of ${roles.join(", ")}.`);

/** What an owner says of somebody whom they invite. */
export const NewInvitation = v.object({ name: Name, email: EmailAddress, role: RoleName });

/** What people say of themselves. */
export const OwnDetails = v.object({ name: Name, email: EmailAddress });

const fewestCharacters = 15;
const fewestDifferent = 5;

/**
 * A password that somebody chooses. Nothing is asked of its characters but that there are many: NIST SP 800-63B-4, 3.1.1.2,
 * for a password that nothing else comes with. The same letters are the same password, however a keyboard composes them.
 */
export const NewPassword = v.pipe(
  v.string("A password is text."),
  v.maxLength(200, "A password has at most 200 characters."),
  v.normalize("NFKC"),
  v.check(
    (text) => Array.from(text).length >= fewestCharacters,
    `A password has at least ${fewestCharacters} characters.`,
  ),
  v.check(
    (text) => new Set(text).size >= fewestDifferent,
    "A password does not repeat the same few characters.",
  ),
);
