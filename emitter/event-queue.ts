/** Some hosts of the server stop at bodies of 4 MiB; the wrapper around the events needs a little of it. */
export const batchBytesMax = 4 * 1024 * 1024 - 1024;

/** Ten thousand ordinary events are a few megabytes; this bounds what ten thousand huge ones may hold. */
const bufferCharactersMax = 64 * 1024 * 1024;

/** Encoded events on their way. `takenOver` are those that another process left behind. */
export type QueueBatch = { events: string[]; takenOver: boolean };

/** Encoded events in the order emitted, until they are settled. */
export type EventQueue = {
  /** False where there is no room and the event was not taken. */
  push(event: string): boolean;
  /** The next events, which stay in the queue until `done`: at least one, or null where there are none. */
  take(): QueueBatch | null;
  /** The first `count` events of the batch taken are settled for good. */
  done(count: number): void;
  /** How many events pushed here wait. */
  size(): number;
  /** How many of them survive this process. */
  spooled(): number;
  /** Makes the queue look for what other processes left behind; true where some of that waits. */
  takeOver(): boolean;
  /** What survives is left to the next process; the rest is given up, and counted by the result. */
  release(): number;
};

/** A queue of at most `bufferEventsMax` events that gives them back in batches of at most `batchEventsMax`. */
export function createEventQueue(limits: { bufferEventsMax: number; batchEventsMax: number }): EventQueue {
  let events: string[] = [];
  /** Those before it are settled: moving all others up for each batch would cost more than the batch. */
  let first = 0;
  let characters = 0;
  const size = () => events.length - first;

  return {
    push(event) {
      if (size() >= limits.bufferEventsMax || characters + event.length > bufferCharactersMax) return false;
      events.push(event);
      characters += event.length;
      return true;
    },
    take() {
      if (size() === 0) return null;
      let count = 0;
      let bytes = 0;
      for (const event of events.slice(first, first + limits.batchEventsMax)) {
        bytes += Buffer.byteLength(event) + 1;
        if (count > 0 && bytes > batchBytesMax) break;
        count += 1;
      }
      return { events: events.slice(first, first + count), takenOver: false };
    },
    done(count) {
      for (const event of events.slice(first, first + count)) characters -= event.length;
      events.fill("", first, first + count);
      first += count;
      if (first < size()) return;
      events = events.slice(first);
      first = 0;
    },
    size,
    spooled: () => 0,
    takeOver: () => false,
    release() {
      const left = size();
      events = [];
      first = 0;
      characters = 0;
      return left;
    },
  };
}
