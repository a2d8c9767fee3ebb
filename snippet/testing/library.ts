import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";

/** What `edgewise/snippet` exports, as one ECMAScript module that a page can import. */
export async function builtLibrary(): Promise<string> {
  const entry = fileURLToPath(new URL("../library/library.ts", import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, lib: { entry, formats: ["es"], fileName: "library" } },
  });
  return (built as Rolldown.RolldownOutput[])[0]!.output[0].code;
}
