/** `npm run types`: writes the types of all scripts' bindings anew. */
import { bindingTypes } from "./binding-types.ts";
import { runWrangler } from "./wrangler.ts";

for (const args of bindingTypes) {
  const { code, output } = await runWrangler(...args);
  if (code === 0) continue;
  console.error(output);
  process.exitCode = code;
}
