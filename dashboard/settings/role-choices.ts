import { type Role, roles } from "../../model/user.ts";
import { t } from "./messages.ts";

/** Roles to choose from. */
export function roleChoices(): { value: Role; label: string }[] {
  return roles.map((role) => ({ value: role, label: t(`role_${role}`) }));
}
