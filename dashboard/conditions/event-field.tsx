import { useId } from "preact/hooks";

/** Of GA4, and a form that the snippet saw; as https://developers.google.com/analytics/devguides/collection/ga4/reference/events names them. */
const usualEvents = [
  "page_view",
  "view_item",
  "view_item_list",
  "search",
  "add_to_wishlist",
  "add_to_cart",
  "remove_from_cart",
  "view_cart",
  "begin_checkout",
  "purchase",
  "refund",
  "form_submit",
  "generate_lead",
  "sign_up",
  "login",
];

export interface EventFieldProps {
  label: string;
  hint?: string;
  event: string;
  problem: string | undefined;
  onEvent: (event: string) => void;
}

/** The name of an event: one of the usual ones, or any other. */
export function EventField({ label, hint, event, problem, onEvent }: EventFieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input input-code"
        list={`${id}-events`}
        value={event}
        maxLength={40}
        spellcheck={false}
        autocomplete="off"
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={described === "" ? undefined : described}
        onInput={(input) => onEvent(input.currentTarget.value)}
      />
      <datalist id={`${id}-events`}>
        {usualEvents.map((usual) => (
          <option key={usual} value={usual} />
        ))}
      </datalist>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
