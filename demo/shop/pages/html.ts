import type { html } from "hono/html";

/** A piece of safe HTML. */
export type Html = ReturnType<typeof html>;
