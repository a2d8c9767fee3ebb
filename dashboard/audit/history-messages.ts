import { translated } from "../text/translated.ts";

export const t = translated("history", { history: "History" });
