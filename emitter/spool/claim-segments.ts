import { utimesSync } from "node:fs";
import { join } from "node:path";
import { mayTakeFrom } from "./owner";
import {
  listSegments,
  nextOrder,
  readPosition,
  renameIfThere,
  segmentName,
  segmentStat,
  sharedName,
  sweepPositions,
} from "./segment-file";

/** Gives `owner` every segment that nobody else will deliver, oldest first, each with how far it has been delivered. */
export function claimSegments(directory: string, owner: string): { order: string; position: number }[] {
  const claimed = listSegments(directory).flatMap((segment) => {
    const stat = segment.owner === owner ? null : segmentStat(directory, segment.name);
    if (stat === null) return [];
    const isShared = segment.name === sharedName;
    if (!isShared && !mayTakeFrom(segment.owner, Date.now() - stat.mtimeMs)) return [];
    const order = isShared ? nextOrder() : segment.order;
    const name = segmentName(order, owner);
    if (!renameIfThere(directory, segment.name, name)) return [];
    touch(join(directory, name));
    return [{ order, position: readPosition(directory, order) }];
  });
  sweepPositions(directory);
  return claimed;
}

/** Its new owner is alive, whatever the age of what is in it. */
function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Dropped for want of room in between.
  }
}
