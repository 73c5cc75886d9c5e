/** Some hosts of the server stop at bodies of 4 MiB; the wrapper around the events needs a little of it. */
const batchBytesMax = 4 * 1024 * 1024 - 1024;

/** Ten thousand ordinary events are a few megabytes; this bounds what ten thousand huge ones may hold. */
const bufferCharactersMax = 64 * 1024 * 1024;

/** Encoded events in the order emitted, bounded in number and in text. */
export type EventQueue = {
  /** False where the queue is full and the event was not taken. */
  push(event: string): boolean;
  /** The next batch, removed from the queue: at least one event unless it is empty. */
  take(): string[];
  size(): number;
};

/** A queue of at most `bufferEventsMax` events that gives them back in batches of at most `batchEventsMax`. */
export function createEventQueue(limits: { bufferEventsMax: number; batchEventsMax: number }): EventQueue {
  const events: string[] = [];
  let characters = 0;
  return {
    push(event) {
      if (events.length >= limits.bufferEventsMax || characters + event.length > bufferCharactersMax) return false;
      events.push(event);
      characters += event.length;
      return true;
    },
    take() {
      let count = 0;
      let bytes = 0;
      for (const event of events.slice(0, limits.batchEventsMax)) {
        bytes += Buffer.byteLength(event) + 1;
        if (count > 0 && bytes > batchBytesMax) break;
        characters -= event.length;
        count += 1;
      }
      return events.splice(0, count);
    },
    size: () => events.length,
  };
}
