import type { StreamFrames } from "../contract/stream";

type FrameOf<Name extends keyof StreamFrames> = { name: Name; id: number; data: StreamFrames[Name] };
/** A frame as it arrived, with its SSE id as a number. */
export type StreamFrame = { [Name in keyof StreamFrames]: FrameOf<Name> }[keyof StreamFrames];

/** Where a reader of the stream stands. `unfiltered`: consecutive cursors prove that nothing was missed. */
export type StreamPosition = { cursor: number; unfiltered: boolean };

/** A break of the server's promise: `expected` should have come next. */
export type StreamGap = { expected: number; got: number };

/**
 * The position after a frame, and the gap that the frame betrays, if any. `subscribed` moves nothing: if the server
 * starts elsewhere than where it was asked to, only a `reset` may say so, or what follows is a gap.
 */
export function advance(
  position: StreamPosition,
  frame: StreamFrame,
): { position: StreamPosition; gap: StreamGap | null } {
  switch (frame.name) {
    case "subscribed":
      return { position: { ...position, unfiltered: Object.keys(frame.data.filter).length === 0 }, gap: null };
    case "event":
      return advanceOver(position, [frame.data.cursor]);
    case "batch":
      return advanceOver(
        position,
        frame.data.map((event) => event.cursor),
      );
    case "ping":
    case "replay_complete": {
      // Filtered, it says how far was looked; unfiltered, each step up to here should have been an event.
      const skipped = position.unfiltered && frame.id > position.cursor;
      return {
        position: { ...position, cursor: Math.max(position.cursor, frame.id) },
        gap: skipped ? { expected: position.cursor + 1, got: frame.id + 1 } : null,
      };
    }
    case "reset":
      return { position: { ...position, cursor: frame.id }, gap: null };
    case "goodbye":
      return { position, gap: null };
  }
}

function advanceOver(start: StreamPosition, cursors: readonly number[]) {
  let position = start;
  let gap: StreamGap | null = null;
  for (const cursor of cursors) {
    const expected = position.cursor + 1;
    const fits = position.unfiltered ? cursor === expected : cursor >= expected;
    if (!fits) gap ??= { expected, got: cursor };
    position = { ...position, cursor: Math.max(position.cursor, cursor) };
  }
  return { position, gap };
}
