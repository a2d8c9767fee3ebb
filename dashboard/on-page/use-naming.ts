import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Picked } from "../../model/on-page.ts";
import { edgeTree, selectorsFor } from "./edge-tree.ts";
import type { FrameLink } from "./frame-link.ts";

/** How the edge knows an element: by a selector that means it and nothing else. */
export type Naming =
  | { state: "looking" | "browser" | "unnamed" }
  /** `hits` is `null` where the edge could not be asked. */
  | { state: "named"; selector: string; hits: number | null };

/** Finds out how the edge knows what is picked, and asks it whether that is so. */
export function useNaming(link: FrameLink, picked: Picked | null): Naming {
  const known = useSignal<{ of: Picked; naming: Naming } | null>(null);
  useEffect(() => {
    if (picked === null) return;
    let isCurrent = true;
    const look = async () => {
      const naming = await namingOf(link, picked);
      if (isCurrent) known.value = { of: picked, naming };
    };
    void look();
    return () => void (isCurrent = false);
  }, [picked]);
  // What was found out of the element before is none of this one's, not even for a moment.
  return known.value?.of === picked ? known.value.naming : { state: "looking" };
}

async function namingOf(link: FrameLink, { line, sent }: Picked): Promise<Naming> {
  const number = line.at(-1)?.number ?? null;
  const tree = edgeTree(sent);
  const element = number === null ? undefined : tree.byNumber.get(number);
  if (element === undefined) return { state: "browser" };
  const selectors = selectorsFor(tree, element);
  const [first] = selectors;
  if (first === undefined) return { state: "unnamed" };
  const found = await link.find(selectors);
  if (found === null) return { state: "named", selector: first, hits: null };
  const selector = selectors.find((_selector, index) => {
    const meant = found[index] ?? [];
    return meant.length === 1 && meant[0] === number;
  });
  return selector === undefined ? { state: "unnamed" } : { state: "named", selector, hits: 1 };
}
