/**
 * Headers by which some servers take a request for another one than its address says. What is answered to them is not
 * kept: whoever sends them could otherwise choose what everybody sees (cache poisoning).
 */
const steers =
  /^(forwarded|x-host|x-(original|rewrite|http|method)-.*|x-http-method|x-forwarded-(?!for$|host$|proto$).*)$/;

export function steeringHeaders(headers: Headers): string[] {
  return [...headers.keys()].filter((name) => steers.test(name));
}
