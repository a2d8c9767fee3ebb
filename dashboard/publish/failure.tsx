import { ApiError, messageOf } from "../api/api-error.ts";
import { t } from "./dialog-messages.ts";

/** Others did something at the same time: nothing was done, and the dialog shows how it stands now. */
const byOthers: ReadonlySet<string> = new Set(["changed_meanwhile", "conflict"]);

/** Why it did not work. @param isShown whether what has to be mended first stands in the dialog already. */
export function Failure({ thrown, isShown }: { thrown: unknown; isShown: boolean }) {
  const problems = thrown instanceof ApiError && !isShown ? thrown.problems : [];
  return (
    <section class="notice notice-bad" role="alert">
      <p>
        {messageOf(thrown)} {thrown instanceof ApiError && byOthers.has(thrown.code) && t("elsewhere")}
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map(({ path, message }) => (
            <li key={path + message}>{message}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
