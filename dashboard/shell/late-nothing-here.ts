import { late } from "../text/late.ts";

export const NothingHere = late(() => import("./nothing-here.tsx").then((module) => module.NothingHere));
