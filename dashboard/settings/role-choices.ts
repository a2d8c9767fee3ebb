import { type Role, roles } from "../../model/user.ts";
import { t } from "./messages.ts";

/** Roles to choose from. */
export const roleChoices: readonly { value: Role; label: string }[] = roles.map((role) => ({
  value: role,
  label: t(`role_${role}`),
}));
