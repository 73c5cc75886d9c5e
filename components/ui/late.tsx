"use client";

import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { type LatePart, latePart } from "@/lib/browser/late-part";
import { Button } from "./button";
import { ErrorState } from "./error-state";

const title = "This part of the page could not be loaded";
const text = "Check the connection, then try again. If Sightline has been updated meanwhile, load the page anew.";

/** A component that comes late, in its place: `waiting` stands there until then, and a failure with a way to try again. */
export function late<P extends object>(fetchPart: () => Promise<ComponentType<P>>, waiting: ReactNode = null) {
  const part = latePart(fetchPart);
  return function Late(props: P) {
    const state = useWanted(part, true);
    if (state.kind === "here") return <state.value {...props} />;
    return state.kind === "failed" ? <ErrorState title={title} text={text} onRetry={part.bring} /> : waiting;
  };
}

/** One that lies over the page, such as a menu or a dialog. Closed, it is waited for without a hurry. */
export function lateOver<P extends { open?: boolean; onClose: () => void }>(
  fetchPart: () => Promise<ComponentType<P>>,
) {
  const part = latePart(fetchPart);
  return function LateOver(props: P) {
    const isOpen = props.open !== false;
    const state = useWanted(part, isOpen);
    if (state.kind === "here") return <state.value {...props} />;
    if (state.kind !== "failed" || !isOpen) return null;
    return createPortal(
      <div className="toasts">
        <div role="alert" className="toast part-fault">
          <span>
            <b>{title}.</b> {text}
          </span>
          <Button variant="primary" size="small" onClick={part.bring}>
            Try again
          </Button>
          <Button variant="ghost" size="small" onClick={props.onClose}>
            Close
          </Button>
        </div>
      </div>,
      document.body,
    );
  };
}

function useWanted<T>(part: LatePart<T>, isWanted: boolean) {
  useEffect(() => {
    if (isWanted) void part.bring();
  }, [part, isWanted]);
  // The server's picture has none, so the browser's first has none either.
  return useSyncExternalStore(part.subscribe, part.state, part.state);
}
