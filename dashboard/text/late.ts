import { lazy } from "preact-iso";
import { arrived } from "./arrived.ts";

/** Preact-iso's `lazy` for what has words: a screen is there once they are, in the reader's language. */
export const late: typeof lazy = (load) =>
  lazy(async () => {
    const loaded = await load();
    await arrived();
    return loaded;
  });
