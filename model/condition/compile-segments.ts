import type { ConditionDocument } from "./condition-document.ts";
import { soundSegments, type Segments } from "./segment-cycles.ts";

type Test = (facts: unknown) => boolean;

/** The segments that one condition asks for, each compiled once and only where it is asked for. */
export interface CompiledSegments {
  /** Whether facts are in a segment. Nobody is in one that is not there or has no answer (`soundSegments`). */
  readonly segment: (id: unknown) => Test;
  /** @returns `undefined` where nobody is in the segment. */
  readonly conditionOf: (id: unknown) => ConditionDocument | undefined;
  /** Must be called before other facts are asked about: each segment is asked once for the same facts. */
  readonly begin: () => void;
  readonly isUsed: () => boolean;
}

export function compileSegments(
  segments: Segments,
  compile: (condition: ConditionDocument) => Test,
): CompiledSegments {
  const tests = new Map<ConditionDocument, Test>();
  let sound: ReadonlySet<string> | undefined;
  let round = 0;
  return {
    conditionOf,
    segment(id) {
      const condition = conditionOf(id);
      if (condition === undefined) return () => false;
      const known = tests.get(condition);
      if (known !== undefined) return known;
      const test = once(compile(condition));
      tests.set(condition, test);
      return test;
    },
    begin: () => void (round += 1),
    isUsed: () => tests.size > 0,
  };

  function conditionOf(id: unknown): ConditionDocument | undefined {
    if (typeof id !== "string" || !Object.hasOwn(segments, id)) return undefined;
    sound ??= soundSegments(segments);
    return sound.has(id) ? segments[id] : undefined;
  }

  function once(holds: Test): Test {
    let askedIn = -1;
    let answer = false;
    return (facts) => {
      if (askedIn !== round) {
        answer = holds(facts);
        askedIn = round;
      }
      return answer;
    };
  }
}
