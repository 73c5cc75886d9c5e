/** What came of bringing a part, so far. */
export type PartState<T> = { kind: "absent" | "coming" | "failed" } | { kind: "here"; value: T };

/** Code that isn't there when a page opens. */
export type LatePart<T> = {
  state(): PartState<T>;
  subscribe(changed: () => void): () => void;
  /** Brings it, unless it is here or on its way; after a failure it tries anew. Never throws: the state tells. */
  bring(): Promise<void>;
};

/** Parts of the pages so far that nobody has brought. */
const unbrought: LatePart<unknown>[] = [];
let isIdleKnown = false;
let isBringing = false;

/**
 * A part of a page that is brought when it is wanted, or when the browser has nothing else to do: a click then finds it here,
 * even if the server has gone since.
 */
export function latePart<T>(fetchPart: () => Promise<T>): LatePart<T> {
  let state: PartState<T> = { kind: "absent" };
  const listeners = new Set<() => void>();
  const turn = (next: PartState<T>) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const part: LatePart<T> = {
    state: () => state,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    async bring() {
      if (state.kind === "here" || state.kind === "coming") return;
      turn({ kind: "coming" });
      try {
        turn({ kind: "here", value: await fetchPart() });
      } catch {
        turn({ kind: "failed" });
      }
    },
  };
  unbrought.push(part);
  if (isIdleKnown) bringWhenIdle();
  return part;
}

/** Has all parts brought from now on, one after another, once the page has loaded and whenever the browser is idle. */
export function bringLateParts(): void {
  if (isIdleKnown) return;
  isIdleKnown = true;
  if (document.readyState === "complete") bringWhenIdle();
  else window.addEventListener("load", bringWhenIdle, { once: true });
}

/** Stands in the browser's timeline when all parts of the pages so far have been asked for: then nothing more comes by itself. */
const doneMark = "late-parts-done";
const idleAtLatestMs = 2_000;

function bringWhenIdle(): void {
  if (isBringing || unbrought.length === 0) return;
  isBringing = true;
  whenIdle(async () => {
    await unbrought.shift()?.bring();
    isBringing = false;
    if (unbrought.length === 0) performance.mark(doneMark);
    else bringWhenIdle();
  });
}

function whenIdle(run: () => void): void {
  // Safari knows no idleness.
  if (typeof requestIdleCallback === "function") requestIdleCallback(run, { timeout: idleAtLatestMs });
  else setTimeout(run, 200);
}
