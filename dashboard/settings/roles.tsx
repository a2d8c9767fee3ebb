import { roles } from "../../model/user.ts";
import { t } from "./messages.ts";

/** What each role may do. */
export function Roles() {
  return (
    <details class="roles">
      <summary>{t("roles")}</summary>
      <dl>
        {roles.map((role) => (
          <div key={role}>
            <dt>{t(`role_${role}`)}</dt>
            <dd>{t(`role_${role}_may`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
