/** A failure that the person at the keyboard can do something about: one clear sentence, and no stack. */
export class Refusal extends Error {}
