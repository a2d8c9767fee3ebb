/** One thing that happened to the page, and what there was after it. */
interface Step {
  record: MutationRecord;
  after: string | null;
  aside: ParentNode | null;
}

/**
 * Changes the page.
 * @returns takes it back, as far as nobody has changed it since: nodes that were taken off the page come back themselves,
 *   since a framework that holds on to them has gone on to write into them, or has taken them away.
 * @throws whatever the work throws.
 */
export function undoable(work: () => void): () => void {
  const observer = new MutationObserver(() => undefined);
  observer.observe(document, { attributeOldValue: true, childList: true, subtree: true });
  let steps: Step[];
  try {
    work();
  } finally {
    steps = observer
      .takeRecords()
      .map((record) => ({ record, after: nowAt(record), aside: asideOf(record) }));
    observer.disconnect();
  }
  return () => {
    const untouched = new Set(steps.filter(isUntouched));
    const isWhole = steps.every((step) => step.record.attributeName || untouched.has(step));
    for (const step of steps.reverse())
      if (!step.record.attributeName) putBack(step, isWhole);
      else if (untouched.has(step)) restore(step.record);
  };
}

/**
 * What is there of what was done: the value of the attribute, or the words that were added. What is in an added element does
 * not count: one that was moved is the shop's own, and is written into where it stands.
 */
function nowAt({ target, attributeName, addedNodes }: MutationRecord): string | null {
  return attributeName
    ? (target as Element).getAttribute(attributeName)
    : [...addedNodes].map(({ nodeValue }) => nodeValue).join("");
}

function isUntouched({ record, after }: Step): boolean {
  const { target, addedNodes } = record;
  return nowAt(record) === after && [...addedNodes].every(({ parentNode }) => parentNode == target);
}

/** Where the change has put what it took off the page: a framework goes on to add to it there, and to take from it. */
function asideOf({ removedNodes }: MutationRecord): ParentNode | null {
  const parent = removedNodes[0]?.parentNode;
  return parent?.isConnected === false ? parent : null;
}

function putBack({ record, aside }: Step, isWhole: boolean): void {
  const { target, addedNodes, removedNodes, previousSibling, nextSibling } = record;
  // A framework has written into what was put in the place of its own words: these are its words now.
  if (!isWhole && removedNodes[0]) return;
  for (const node of addedNodes) if (node.parentNode == target) target.removeChild(node);
  let next = nextSibling?.parentNode == target ? nextSibling : null;
  // What stood behind it may have been made anew since, or have been moved itself.
  if (previousSibling?.parentNode == target) next = previousSibling.nextSibling;
  // What is aside now, which grows less as it is put back.
  const back = [...(aside?.childNodes ?? removedNodes)];
  for (const node of back) target.insertBefore(node, next);
}

function restore({ target, attributeName, oldValue }: MutationRecord): void {
  const element = target as HTMLElement;
  const name = String(attributeName);
  if (oldValue === null) element.removeAttribute(name);
  // A page's policy may refuse the attribute, and not this.
  else if (name == "style") element.style.cssText = oldValue;
  else element.setAttribute(name, oldValue);
}
