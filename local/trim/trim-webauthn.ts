import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** What only the word of a passkey's maker needs: certificates, and the formats that carry them. */
const unasked =
  /\/@simplewebauthn\/server\/esm\/(registration\/verifications\/(?!verifyAttestationPacked\.).+|metadata\/verify.+|services\/(metadataService|defaultRootCerts\/.+)|helpers\/(validateCertificatePath|convertX509PublicKeyToCOSE|convertCertBufferToPEM|getCertificateInfo|isCertRevoked|mapX509SignatureAlgToCOSEAlg|validateExtFIDOGenCEAAGUID))\.js$/;
const signatureReader = /\/@simplewebauthn\/server\/esm\/helpers\/iso\/isoCrypto\/unwrapEC2Signature\.js$/;
const ownReader = fileURLToPath(new URL("../../worker/sign-in/ecdsa-signature.ts", import.meta.url));

/**
 * Leaves out of the library that checks passkeys what we do not ask of them: nine tenths of it. A passkey that comes with
 * its maker's word all the same is refused. The two numbers of a signature are read by a module of our own, in the place of
 * a reader of any ASN.1. The tests in workerd run on the library as it is trimmed here.
 */
export const trimWebAuthn: Plugin = {
  name: "edgewise:trim-webauthn",
  transform(code, id) {
    const file = id.split("?")[0] ?? "";
    if (unasked.test(file)) return { code: emptied(code), map: null };
    if (signatureReader.test(file)) return { code: readByOurs(code), map: null };
    return undefined;
  },
};

/** The same exports, which do nothing. @throws where there are none. */
export function emptied(code: string): string {
  const namesOf = (pattern: RegExp) => Array.from(code.matchAll(pattern), ([, name = ""]) => name);
  const functions = namesOf(/^export (?:async )?function (\w+)/gm);
  const values = namesOf(/^export const (\w+)/gm);
  if (functions.length + values.length === 0) throw new Error("There are no exports to leave out any more.");
  return [
    ...functions.map((name) => `export function ${name}() { throw new Error("Not asked of passkeys."); }`),
    ...values.map((name) => `export const ${name} = "";`),
  ].join("\n");
}

function readByOurs(code: string): string {
  if (!code.includes("export function unwrapEC2Signature(signature, crv)"))
    throw new Error("Signatures are not read by unwrapEC2Signature any more.");
  return `export { rawSignature as unwrapEC2Signature } from ${JSON.stringify(ownReader)};`;
}
