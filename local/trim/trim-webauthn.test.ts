import { expect, it } from "vitest";
import { emptied } from "./trim-webauthn.ts";

it("what is left out keeps its names, and does nothing", () => {
  const code =
    "export async function verify(a) {\n  return a;\n}\nexport const roots = `---`;\nfunction other() {}\n";
  expect(emptied(code)).toBe(
    'export function verify() { throw new Error("Not asked of passkeys."); }\nexport const roots = "";',
  );
});

it("does not build where the library is written in another way by now", () => {
  expect(() => emptied("const verify = 1;\nexport { verify };\n")).toThrow("any more");
});
