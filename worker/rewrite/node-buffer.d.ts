/** As much of it as is used here; the platform has all of it: https://developers.cloudflare.com/workers/runtime-apis/nodejs/buffer/ */
declare module "node:buffer" {
  export const Buffer: {
    from(
      place: ArrayBufferLike,
      offset: number,
      length: number,
    ): { toString(encoding: "latin1"): string; equals(other: Uint8Array): boolean };
  };
}
