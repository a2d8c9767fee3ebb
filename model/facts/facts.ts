import type { FactName, facts } from "./catalogue.ts";

/** What a trait can be. */
export type Trait = string | number | boolean | readonly string[];

export interface Point {
  latitude: number;
  longitude: number;
}

interface ValueByKind {
  text: string;
  number: number;
  boolean: boolean;
  list: readonly string[];
  version: string;
  point: Point;
  texts: Readonly<Record<string, string>>;
  shares: Readonly<Record<string, number>>;
  traits: Readonly<Record<string, Trait>>;
}

/** The values that a fact can have, where it is known. */
export type FactValue<Name extends FactName> = (typeof facts)[Name] extends {
  values: readonly (infer Choice)[];
}
  ? Choice
  : (typeof facts)[Name]["kind"] extends keyof ValueByKind
    ? ValueByKind[(typeof facts)[Name]["kind"]]
    : never;

/** The facts of one visitor at one moment: those that somebody asks for. What is not known is `null` or missing. */
export type Facts = { [Name in FactName]?: FactValue<Name> | null } & { behaviour: Behaviour };

/** What `$did` reads: when counted events happened, and the moments that windows are measured from. */
export interface Behaviour {
  nowMs: number;
  sessionStartedAtMs: number;
  /** By counter id (`counterId`): when the latest events happened, in ms since 1970, in any order. */
  timesMs: Readonly<Record<string, readonly number[]>>;
}
