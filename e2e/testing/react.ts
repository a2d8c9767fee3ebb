import { fileURLToPath } from "node:url";
import { build } from "vite";

const from = (name: string) => JSON.stringify(fileURLToPath(import.meta.resolve(name)));
const source = `export { createElement, useState, useEffect } from ${from("react")};
export { createRoot, hydrateRoot } from ${from("react-dom/client")};
export { flushSync } from ${from("react-dom")};`;

/** React for a page's own scripts, as `window.react`: what an app bundles. */
export async function builtReact(): Promise<string> {
  const entry = "virtual:react";
  const built = await build({
    configFile: false,
    logLevel: "warn",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [
      {
        name: "react-for-pages",
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: {
      write: false,
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: "strict",
        output: { format: "iife", name: "react" },
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && "output" in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error("React came out empty.");
  return chunk.code;
}
