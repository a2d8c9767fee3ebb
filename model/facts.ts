/** What kind of value a fact has. */
export type FactKind = "text" | "choice";

/** One thing a condition can ask about. */
export interface Fact {
  kind: FactKind;
  /** As a marketer reads it, in a sentence: "source". */
  label: string;
  description: string;
  example: string;
  /** For a choice: every value it can have. */
  values?: readonly string[];
}

/** Every fact there is: the one list that the edge, validation and the dashboard's pickers read. */
export const facts = {
  source: {
    kind: "text",
    label: "source",
    description: "Where the visit came from: the campaign's utm_source, else the linking site, else direct.",
    example: "instagram",
  },
  medium: {
    kind: "text",
    label: "medium",
    description:
      "How the visit came: the campaign's utm_medium, cpc for an ad click, else organic, referral or none.",
    example: "cpc",
  },
  campaign: {
    kind: "text",
    label: "campaign",
    description: "The campaign's name (utm_campaign); not known where there is none.",
    example: "autumn-launch",
  },
  device: {
    kind: "choice",
    label: "device",
    description: "What kind of device the page is shown on.",
    example: "mobile",
    values: ["mobile", "tablet", "desktop"],
  },
  visitor: {
    kind: "choice",
    label: "visitor",
    description: "New on the first visit, returning from the second visit on.",
    example: "returning",
    values: ["new", "returning"],
  },
} as const satisfies Record<string, Fact>;

export type FactName = keyof typeof facts;

/** The list as a plain record, for looking up names that come from outside. */
export function factNamed(name: string): Fact | undefined {
  return Object.hasOwn(facts, name) ? facts[name as FactName] : undefined;
}

/** The values of facts for one visitor at one moment. */
export interface Facts {
  source: string;
  medium: string;
  /** `null` where there is none. */
  campaign: string | null;
  device: "mobile" | "tablet" | "desktop";
  visitor: "new" | "returning";
  behaviour: Behaviour;
}

/** What `$did` reads: when counted events happened, and the moments that windows are measured from. */
export interface Behaviour {
  nowMs: number;
  sessionStartedAtMs: number;
  /** By counter id (`counterId`): when the latest events happened, in ms since 1970, in any order. */
  timesMs: Readonly<Record<string, readonly number[]>>;
}
