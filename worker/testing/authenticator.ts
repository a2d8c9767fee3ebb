import { derSignature } from "./der-signature.ts";

const ecdsa = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const flags = { present: 0x01, verified: 0x04, hasKey: 0x40 } as const;

/** What a page on this origin is asked, and where it runs. */
interface Asked {
  challenge: string;
  rpId: string;
  origin: string;
}

/** A passkey of somebody, as browsers and authenticators make and use one: https://www.w3.org/TR/webauthn-3/ */
export class Authenticator {
  readonly id = base64Url(crypto.getRandomValues(new Uint8Array(16)));
  /** Whether it looks at a finger or asks for a number. */
  isVerifying = true;
  counter = 0;
  #pair: CryptoKeyPair | undefined;

  /** The answer of `navigator.credentials.create()`. */
  async create({ challenge, rpId, origin }: Asked) {
    this.#pair = (await crypto.subtle.generateKey(ecdsa, true, ["sign", "verify"])) as CryptoKeyPair;
    const key = await crypto.subtle.exportKey("jwk", this.#pair.publicKey);
    // COSE: RFC 9053, 7.1.1; EC2, ES256, P-256.
    const cose = cborMap([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, fromBase64Url(String((key as JsonWebKey).x))],
      [-3, fromBase64Url(String((key as JsonWebKey).y))],
    ]);
    const id = fromBase64Url(this.id);
    const data = [
      ...(await this.#data(rpId, flags.hasKey)),
      ...new Uint8Array(16),
      0,
      id.length,
      ...id,
      ...cose,
    ];
    return this.#answer({
      clientDataJSON: clientData("webauthn.create", challenge, origin),
      attestationObject: base64Url(
        cborMap([
          ["fmt", "none"],
          ["attStmt", {}],
          ["authData", Uint8Array.from(data)],
        ]),
      ),
    });
  }

  /** The answer of `navigator.credentials.get()`. */
  async get({ challenge, rpId, origin }: Asked) {
    if (this.#pair === undefined) throw new Error("There is no passkey yet.");
    this.counter += 1;
    const data = await this.#data(rpId, 0);
    const clientDataJSON = clientData("webauthn.get", challenge, origin);
    const hash = await crypto.subtle.digest("SHA-256", fromBase64Url(clientDataJSON));
    const signed = Uint8Array.of(...data, ...new Uint8Array(hash));
    const signature = new Uint8Array(await crypto.subtle.sign(ecdsa, this.#pair.privateKey, signed));
    return this.#answer({
      clientDataJSON,
      authenticatorData: base64Url(data),
      signature: base64Url(derSignature(signature)),
    });
  }

  #answer<Response extends object>(response: Response) {
    return { id: this.id, rawId: this.id, type: "public-key", response, clientExtensionResults: {} };
  }

  async #data(rpId: string, more: number): Promise<Uint8Array> {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(rpId)));
    const flag = flags.present | (this.isVerifying ? flags.verified : 0) | more;
    const counter = new Uint8Array(4);
    new DataView(counter.buffer).setUint32(0, this.counter);
    return Uint8Array.of(...hash, flag, ...counter);
  }
}

function clientData(type: string, challenge: string, origin: string): string {
  return base64Url(new TextEncoder().encode(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
}

function base64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(text, { alphabet: "base64url" });
}

/** CBOR (RFC 8949), as much as passkeys are made of. */
function cborMap(entries: [number | string, number | string | Uint8Array | object][]): Uint8Array {
  return Uint8Array.of(
    ...head(5, entries.length),
    ...entries.flatMap(([key, value]) => [...cbor(key), ...cbor(value)]),
  );
}

function cbor(value: number | string | Uint8Array | object): Uint8Array {
  if (typeof value === "number") return Uint8Array.of(...(value < 0 ? head(1, -1 - value) : head(0, value)));
  if (value instanceof Uint8Array) return Uint8Array.of(...head(2, value.length), ...value);
  if (typeof value !== "string") return Uint8Array.of(...head(5, 0));
  const bytes = new TextEncoder().encode(value);
  return Uint8Array.of(...head(3, bytes.length), ...bytes);
}

function head(type: number, length: number): number[] {
  if (length < 24) return [(type << 5) | length];
  return length < 256 ? [(type << 5) | 24, length] : [(type << 5) | 25, length >> 8, length & 255];
}
