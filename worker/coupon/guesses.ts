import { Recent } from "../../model/recent.ts";

const hourMs = 60 * 60_000;

/** Of codes that nobody has, one browser may try so many in an hour: more is no mistyping (OWASP OAT-002). */
const mostOfVisitor = 10;
/** Many people may be behind one address, and nobody is behind a hundred wrong codes. */
const mostOfAddress = 100;
const mostKept = 20_000;

/** Who tries a code. */
export interface Guesser {
  site: string;
  visitor: string;
  /** As Cloudflare names it; `null` where it is not known. */
  address: string | null;
}

/**
 * Counts codes that were tried and that nobody has, as one isolate sees them. Who has tried too many is not told any more
 * whether a code is good, so that trying on is of no use.
 */
export class Guesses {
  readonly #wrong = new Recent<{ hour: number; times: number }>(mostKept);

  /** Whether a code of theirs may be looked at now. */
  mayTry(guesser: Guesser, nowMs: number): boolean {
    return namesOf(guesser).every(([name, most]) => this.#timesOf(name, nowMs) < most);
  }

  /** The code was wrong. @returns true where it was the one too many, which is worth a report. */
  missed(guesser: Guesser, nowMs: number): boolean {
    const hour = Math.floor(nowMs / hourMs);
    const counts = namesOf(guesser).map(([name, most]) => {
      const times = this.#timesOf(name, nowMs) + 1;
      this.#wrong.set(name, { hour, times });
      return times === most;
    });
    return counts.some(Boolean);
  }

  #timesOf(name: string, nowMs: number): number {
    const known = this.#wrong.get(name);
    return known?.hour === Math.floor(nowMs / hourMs) ? known.times : 0;
  }
}

function namesOf({ site, visitor, address }: Guesser): [name: string, most: number][] {
  const network = address === null ? [] : [[`${site} at ${networkOf(address)}`, mostOfAddress] as const];
  return [
    [`${site} by ${visitor}`, mostOfVisitor],
    ...network.map(([name, most]): [string, number] => [name, most]),
  ];
}

/** One connection has all addresses that begin in this way: of IPv6, the first 64 bits (RFC 6177). */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [before = "", after] = address.split("::");
  const groups = before.split(":").filter((group) => group !== "");
  const missing = after === undefined ? 0 : 8 - groups.length - after.split(":").filter(Boolean).length;
  return [...groups, ...Array.from({ length: missing }, () => "0")].slice(0, 4).join(":");
}
