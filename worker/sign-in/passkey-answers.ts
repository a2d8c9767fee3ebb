import * as v from "valibot";

/** Bytes from a browser. */
const Base64Url = v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(20_000));

const credential = {
  id: v.pipe(Base64Url, v.maxLength(1400)),
  rawId: v.pipe(Base64Url, v.maxLength(1400)),
  type: v.literal("public-key"),
  // What extensions say is of no use to us.
  clientExtensionResults: v.optional(
    v.pipe(
      v.unknown(),
      v.transform(() => ({})),
    ),
    {},
  ),
};

/** What a browser answers that made a passkey: https://www.w3.org/TR/webauthn-3/#dictdef-registrationresponsejson */
export const MadePasskey = v.object({
  ...credential,
  response: v.object({ clientDataJSON: Base64Url, attestationObject: Base64Url }),
});

/** What a browser answers that signed with one: https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson */
export const UsedPasskey = v.object({
  ...credential,
  response: v.object({ clientDataJSON: Base64Url, authenticatorData: Base64Url, signature: Base64Url }),
});
