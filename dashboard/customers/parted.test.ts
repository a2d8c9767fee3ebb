import { expect, it } from "vitest";
import { type Identities, partedBy } from "./parted.ts";

const node = (name: string) => ({ node: name, hint: name, sharedBy: null });
const link = (id: string, names: string[], changes: Partial<Identities["links"][number]> = {}) => ({
  id,
  timeMs: 0,
  nodes: names.map(node),
  by: "shop",
  undone: null,
  refused: [],
  ...changes,
});
const person = (...links: Identities["links"]): Identities => ({
  nodes: ["customer:1", "email:2", "visitor:3", "visitor:4"].map(node),
  links,
});

it("what nothing else leads to comes apart, with all that hangs on it", () => {
  const links = [
    link("a", ["customer:1", "email:2"]),
    link("b", ["email:2", "visitor:3"]),
    link("c", ["customer:1", "visitor:4"]),
  ];
  expect(partedBy(person(...links), "a")).toEqual(["email:2", "visitor:3"]);
  expect(partedBy(person(...links), "b")).toEqual(["visitor:3"]);
});

it("what another link leads to as well stays, unless that was undone or refused", () => {
  const first = link("a", ["customer:1", "email:2", "visitor:3", "visitor:4"]);
  expect(partedBy(person(first, link("b", ["customer:1", "email:2"])), "b")).toEqual([]);
  const undone = link("b", ["customer:1", "email:2"], { undone: { by: "mia", atMs: 1 } });
  expect(partedBy(person(first, undone), "a")).toEqual(["email:2", "visitor:3", "visitor:4"]);
});

it("of somebody without a link nothing comes apart", () => {
  expect(partedBy({ nodes: [], links: [] }, "a")).toEqual([]);
});
