/** Names that lead to this network, and not to the internet: RFC 6761, RFC 6762, RFC 8375, and what the IANA will never give out. */
const notPublic =
  /(?:^|\.)(?:localhost|local|internal|intranet|private|corp|home|lan|home\.arpa|test|invalid|onion)$/;

/**
 * Whether a host, as `URL` has it, is a name on the internet: no address of a machine, and none of a name's last parts
 * that networks keep for themselves.
 */
export function isPublicHost(hostname: string): boolean {
  const isAddress = hostname.startsWith("[") || /^[\d.]+$/.test(hostname);
  return !isAddress && hostname.includes(".") && !notPublic.test(hostname.replace(/\.$/, ""));
}
