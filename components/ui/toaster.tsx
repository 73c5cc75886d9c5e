"use client";

import { Check, X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button } from "./button";
import { IconButton } from "./icon-button";

type Toast = { id: number; text: string; undo?: () => void };

const shownMs = 5_000;
/** Whoever reads slowly can still take it back. */
const undoableMs = 10_000;
const none: readonly Toast[] = [];
let toasts = none;
let lastId = 0;
const listeners = new Set<() => void>();

/** Says in one line that something was done, with a way back where there is one. Never for events. */
export function toast(text: string, { undo }: { undo?: () => void } = {}): void {
  lastId += 1;
  const id = lastId;
  show([...toasts, undo ? { id, text, undo } : { id, text }]);
  setTimeout(() => dismiss(id), undo ? undoableMs : shownMs);
}

export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  );
  return (
    <div role="status" className="toasts">
      {shown.map(({ id, text, undo }) => (
        <div key={id} className="toast">
          <Check className="i i14" />
          <span>{text}</span>
          {undo ? (
            <Button
              variant="ghost"
              size="small"
              onClick={() => {
                undo();
                dismiss(id);
              }}
            >
              Undo
            </Button>
          ) : (
            <IconButton label="Dismiss" size="small" onClick={() => dismiss(id)}>
              <X className="i i14" />
            </IconButton>
          )}
        </div>
      ))}
    </div>
  );
}

function dismiss(id: number) {
  show(toasts.filter((one) => one.id !== id));
}

function show(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
