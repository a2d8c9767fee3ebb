/**
 * What a shop's own page keeps under a name: in `localStorage`, or in a cookie that scripts may read.
 * @returns `undefined` where there is nothing of that name, or browsers refuse to say.
 */
export function keptId(name: RegExp): string | undefined {
  try {
    const [key] = Object.keys(localStorage).filter((each) => name.test(each));
    if (key && localStorage[key]) return localStorage[key] as string;
  } catch {
    // Refused: there are still cookies.
  }
  const cookie = document.cookie.split("; ").find((pair) => name.test(pair.split("=", 1)[0] as string));
  return cookie && decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1));
}
