import { type Ref, type RefObject, useImperativeHandle } from "react";

type OwnTriggerProps = { button: RefObject<HTMLButtonElement | null>; ref?: Ref<HTMLButtonElement | null> | undefined };

/**
 * Stands for a button that is on the page already, where a primitive that came later wants its trigger: it is placed by the
 * button and gives it the focus back.
 */
export function OwnTrigger({ button, ref }: OwnTriggerProps) {
  // Each time anew, as the button may have become another.
  useImperativeHandle<HTMLButtonElement | null, HTMLButtonElement | null>(ref, () => button.current);
  return null;
}
