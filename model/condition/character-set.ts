/** Which characters one place of a pattern can match: by ASCII code; the last stands for everything beyond ASCII. */
export type CharacterSet = readonly boolean[];

const beyondAscii = 128;
const codes = Array.from({ length: beyondAscii + 1 }, (_, code) => code);

export const everyCharacter: CharacterSet = codes.map(() => true);
export const noCharacter: CharacterSet = codes.map(() => false);

/** Upper and lower case are one here, since the same pattern may be matched with and without regard to case. */
export function characters(matches: (character: string) => boolean, beyond: boolean): CharacterSet {
  return codes.map((code) => {
    if (code === beyondAscii) return beyond;
    const character = String.fromCharCode(code);
    return matches(character.toLowerCase()) || matches(character.toUpperCase());
  });
}

/** Escapes and classes that surely match nothing beyond ASCII; any other may. */
const onlyAscii = /^(?:\\[dwtnr!-/:-@[-`{-~]|\[(?!\^)(?:\\[dwtnr!-/:-@[-`{-~]|[ -Z^-~])*\])$/;

/** The set that a class such as `[^a-z\d]` or an escape such as `\w` stands for, as the engine itself reads it. */
export function charactersOf(source: string): CharacterSet {
  const regex = new RegExp(`^(?:${source})$`, "i");
  return characters((character) => regex.test(character), !onlyAscii.test(source));
}

export function union(a: CharacterSet, b: CharacterSet): CharacterSet {
  return a.map((isIn, code) => isIn || b[code] === true);
}

export function areDisjoint(a: CharacterSet, b: CharacterSet): boolean {
  return !a.some((isIn, code) => isIn && b[code] === true);
}
