/** As much of it as is used here; the platform has all of it: https://developers.cloudflare.com/workers/runtime-apis/nodejs/crypto/ */
declare module "node:crypto" {
  export function scrypt(
    password: string,
    salt: Uint8Array,
    bytes: number,
    cost: { N: number; r: number; p: number },
    done: (error: Error | null, hash: Uint8Array) => void,
  ): void;
  export function timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean;
}
