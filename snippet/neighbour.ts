/**
 * The address of a script's neighbour, as its tag says it. Not by `script.src`, which follows whatever `<base>` the page
 * has by now: the tag stood before it, and what is recorded must not go to another host.
 * @param name of the file, or of what is asked for
 */
export const neighbour = (script: HTMLScriptElement, name: string): URL => {
  const own = new URL(script.getAttribute("src") as string, location.href);
  return new URL(name + own.search, own);
};
