import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * What a `<dialog>` needs to stand over the page for as long as it is drawn: focus stays in it and returns to where it
 * came from.
 * @param onClose Escape and a press outside ask for it; the parent then stops rendering the dialog.
 */
export function useModal(onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null);
  // Before anything is painted: whoever types at once types into the dialog.
  useLayoutEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    return () => {
      // Taken out of the page without closing, a dialog gives the focus back to nobody; and below it nothing can have it.
      ref.current?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return {
    ref,
    onCancel: (event: Event) => {
      event.preventDefault();
      onClose();
    },
    onClick: (event: Event) => {
      if (event.target === event.currentTarget) onClose();
    },
  };
}
