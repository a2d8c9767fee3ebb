import { useLocation } from "preact-iso";
import { useSite } from "../shell/site.ts";
import { unsaved } from "../shell/unsaved.ts";

/** For what is new: once it is saved, its own address takes the place of that. @param path less its id: `/offers`. */
export function useOpenSaved(path: string): (id: string) => void {
  const { href } = useSite();
  const { route } = useLocation();
  return (id) => {
    unsaved.value = false;
    route(href(`${path}/${encodeURIComponent(id)}`), true);
  };
}
