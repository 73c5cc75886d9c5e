import { batchBytesMax, createEventQueue, type EventQueue } from "./event-queue";
import { openSpool } from "./spool/open-spool";

const recordStart = '{"v":1,"draft":';

/** Where the spool lies and what it may hold, and who is told of trouble with it. */
export type SpoolQueueOptions = {
  directory: string;
  bytesMax: number | undefined;
  batchEventsMax: number;
  /** How many events memory holds while the disk takes none. */
  bufferEventsMax: number;
  onLost(lost: { events: number; reason: "spoolFull" | "unreadable"; takenOver: boolean }): void;
  /** Told once when the disk stops taking events. They go on in memory, as without a spool. */
  onDiskTrouble(message: string): void;
};

/**
 * A queue on disk: each event is there when `push` returns, before any other is sent, and leaves it when it is settled.
 * While the disk takes none they wait in memory; the disk is tried again when those are gone, so the order stays.
 */
export function createSpoolQueue(options: SpoolQueueOptions): EventQueue {
  const { directory, bytesMax, batchEventsMax, bufferEventsMax, onLost, onDiskTrouble } = options;
  const memory = createEventQueue({ bufferEventsMax, batchEventsMax });
  let onDisk = 0;
  let takenFrom: "disk" | "memory" = "disk";
  let isTold = false;
  let takenOver = false;
  const spool = openSpool({
    directory,
    bytesMax,
    decode: draftOf,
    onLost({ records, reason, takenOver }) {
      if (!takenOver) onDisk -= records;
      onLost({ events: records, reason, takenOver });
    },
  });

  function append(event: string): boolean {
    try {
      spool.append(`${recordStart}${event}}`);
      onDisk += 1;
      isTold = false;
      return true;
    } catch (error) {
      if (!isTold) onDiskTrouble(`The spool takes no events: ${error instanceof Error ? error.message : error}`);
      isTold = true;
      return false;
    }
  }

  return {
    push: (event) => (memory.size() === 0 && append(event)) || memory.push(event),
    take() {
      const batch = spool.take({ linesMax: batchEventsMax, bytesMax: batchBytesMax });
      takenFrom = batch ? "disk" : "memory";
      takenOver = batch?.takenOver ?? false;
      return batch ? { events: batch.items, takenOver: batch.takenOver } : memory.take();
    },
    done(count) {
      if (takenFrom === "memory") {
        memory.done(count);
        return;
      }
      if (!takenOver) onDisk -= count;
      spool.done(count);
    },
    size: () => onDisk + memory.size(),
    spooled: () => onDisk,
    takeOver() {
      spool.takeOver();
      return spool.holdsTakenOver();
    },
    release() {
      spool.release();
      return memory.release();
    },
  };
}

/** The draft in a record, as text; null for what is no record of ours. */
function draftOf(line: string): string | null {
  if (!line.startsWith(`${recordStart}{`)) return null;
  try {
    JSON.parse(line);
    return line.slice(recordStart.length, -1);
  } catch {
    return null;
  }
}
