import type { Linked } from "./identities.ts";

const sentences: Readonly<Record<NonNullable<Linked["refused"]>["code"], string>> = {
  two_customers: "These are identities of two different customers, who are not made one.",
  too_many: "This is more of its kind than one person has.",
  undone: "Somebody has undone this link.",
  too_entangled: "Too many people hang together by these identities already.",
};

export function refusal(code: keyof typeof sentences): NonNullable<Linked["refused"]> {
  return { code, message: sentences[code] };
}
