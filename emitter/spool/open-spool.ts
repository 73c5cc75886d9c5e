import { join } from "node:path";
import { boundSpool, recordsLeft } from "./bound-spool";
import { claimSegments } from "./claim-segments";
import { ownOwner } from "./owner";
import { readLines } from "./read-lines";
import { deleteIfThere, listSegments, nobody, renameIfThere, segmentName, writePosition } from "./segment-file";
import { createSegmentWriter } from "./segment-writer";
import { segmentBytes, spoolBytesMaxDefault } from "./spool-limits";

/** A segment that has all been delivered is begun anew from this size on: below it, that costs more than it frees. */
const spentBytesMin = 256 * 1024;

export type SpoolOptions<Item> = {
  directory: string;
  bytesMax?: number | undefined;
  /** A record's meaning; null where it has none, because a disk or another program spoiled it. */
  decode(line: string): Item | null;
  /** Records that will not be delivered: appended here and dropped for want of room, or unreadable. */
  onLost(lost: { records: number; reason: "spoolFull" | "unreadable"; takenOver: boolean }): void;
};

/** `takenOver` tells records of other processes from those appended here. */
export type SpoolBatch<Item> = { items: Item[]; takenOver: boolean };

/** One process's end of a spool. Each call may throw what the file system throws; none waits for another process. */
export type Spool<Item> = {
  /** When it returns, no kill of this process loses the record. */
  append(line: string): void;
  /** Records nobody else will deliver become this spool's, before its own: the shared ones, and those of dead processes. */
  takeOver(): void;
  /** Whether some of those may wait here. */
  holdsTakenOver(): boolean;
  /** The next records, until `done` says what became of them the same ones; null where there are none. */
  take(limits: { linesMax: number; bytesMax: number }): SpoolBatch<Item> | null;
  /** The first `count` of the taken records are settled for good, which is remembered on disk. */
  done(count: number): void;
  /** Leaves what is not delivered to whoever comes. */
  release(): void;
};

/** A segment held here: `appended` and `settled` count the records that this process put into it. */
type Held = { order: string; takenOver: boolean; position: number; appended: number; settled: number };

/** A record on its way, null where it is unreadable, and where in its segment the next one begins. */
type Taken<Item> = { item: Item | null; end: number };

/** Opens one end of the spool in a folder, which is made when the first record is appended. */
export function openSpool<Item>(options: SpoolOptions<Item>): Spool<Item> {
  const { directory, decode, onLost, bytesMax = spoolBytesMaxDefault } = options;
  const owner = ownOwner();
  /** In the order of delivery: those taken over, then our own. What is taken is the head's. */
  let held: Held[] = [];
  let taken: Taken<Item>[] = [];
  const writer = createSegmentWriter({
    directory,
    owner,
    segmentBytesMax: segmentBytes(bytesMax),
    onSegment(order) {
      held.push({ order, takenOver: false, position: 0, appended: 0, settled: 0 });
      boundSpool(directory, bytesMax - segmentBytes(bytesMax), segmentName(order, owner));
    },
  });

  const nameOf = ({ order }: Held) => segmentName(order, owner);

  /** False where the segment is gone. Another host that thought us dead may have renamed it: then it is taken back. */
  function readOn(segment: Held, limits: { linesMax: number; bytesMax: number }): boolean {
    const path = join(directory, nameOf(segment));
    let read = readLines(path, { from: segment.position, ...limits });
    if (read === null && !segment.takenOver && regain(segment)) {
      read = readLines(path, { from: segment.position, ...limits });
    }
    taken = read?.map(({ text, end }) => ({ item: decode(text), end })) ?? [];
    return read !== null;
  }

  function regain(segment: Held): boolean {
    const elsewhere = listSegments(directory).find(({ order }) => order === segment.order);
    return elsewhere !== undefined && renameIfThere(directory, elsewhere.name, nameOf(segment));
  }

  /** Passes `count` readable records, and the unreadable ones before and behind them. */
  function pass(segment: Held, count: number): void {
    let records = 0;
    let unreadable = 0;
    for (const { item, end } of taken) {
      if (item !== null && records - unreadable === count) break;
      records += 1;
      if (item === null) unreadable += 1;
      segment.position = end;
    }
    if (records === 0) return;
    taken = taken.slice(records);
    writePosition(directory, segment.order, segment.position);
    if (!segment.takenOver) segment.settled += records;
    if (unreadable > 0) onLost({ records: unreadable, reason: "unreadable", takenOver: segment.takenOver });
  }

  function drop(segment: Held): void {
    if (segment.order === writer.current()) writer.rotate();
    deleteSegment(directory, nameOf(segment), segment.order);
    held = held.filter((other) => other !== segment);
    const records = segment.appended - segment.settled;
    if (records > 0) onLost({ records, reason: "spoolFull", takenOver: false });
  }

  return {
    append(line) {
      const order = writer.append(line);
      const segment = held.at(-1);
      if (segment?.order === order) segment.appended += 1;
    },

    takeOver() {
      if (taken.length > 0) return;
      const claimed = claimSegments(directory, owner);
      const gained = claimed.map((segment) => ({ ...segment, takenOver: true, appended: 0, settled: 0 }));
      held = [...held.filter((one) => one.takenOver), ...gained, ...held.filter((one) => !one.takenOver)];
    },

    holdsTakenOver: () => held[0]?.takenOver === true,

    take(limits) {
      for (let segment = held[0]; segment; segment = held[0]) {
        const isThere = readOn(segment, limits);
        const isRead = taken.length > 0;
        if (isRead) pass(segment, 0);
        if (taken.length > 0) {
          const items = taken.flatMap(({ item }) => (item === null ? [] : [item]));
          return { items, takenOver: segment.takenOver };
        }
        if (isRead) continue;
        if (isThere && segment.order === writer.current()) return null;
        drop(segment);
      }
      return null;
    },

    done(count) {
      const segment = held[0];
      if (!segment || taken.length === 0) return;
      pass(segment, count);
      const isSpent = segment.settled === segment.appended && segment.position >= spentBytesMin;
      if (isSpent && segment.order === writer.current()) writer.rotate();
    },

    release() {
      writer.rotate();
      for (const segment of held) {
        const { order } = segment;
        const name = nameOf(segment);
        if (recordsLeft(directory, { name, order, owner }) === 0) deleteSegment(directory, name, order);
        else renameIfThere(directory, name, segmentName(order, nobody));
      }
      held = [];
      taken = [];
    },
  };
}

function deleteSegment(directory: string, name: string, order: string): void {
  deleteIfThere(directory, name);
  deleteIfThere(directory, `${order}.at`);
}
