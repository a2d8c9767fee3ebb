/**
 * The same function, except that it never throws: whatever goes wrong in the snippet, the shop's page must not
 * see it. Everything that the browser or the page calls goes through here.
 */
export const quietly = <Args extends unknown[]>(work: (...args: Args) => void): ((...args: Args) => void) => {
  return (...args) => {
    try {
      work(...args);
    } catch {
      // Nobody to tell: the page is not ours, and an error in its console would be blamed on the shop.
    }
  };
};
