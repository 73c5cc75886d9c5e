import { isLockTimeout, isRefusedData } from "../database-trouble";
import { AppError } from "../errors";
import { metrics } from "../metrics";
import { processState } from "../process-state";
import { type AppendDraft, type AppendLane, appendPlaces } from "../store/append-events";
import { type CommitReceipt, commitGroup, type Waiting } from "./commit-group";
import { Turns } from "./turns";
import { type Fullness, type Load, WaitingRoom } from "./waiting-room";

/** What one append takes at most. */
const groupEventsMax = 4_000;
const groupWeightMax = 16 * 1024 * 1024;

/** What may wait in memory, for one workspace and in all: some 50,000 ordinary events, and four times that. */
const roomOfWorkspace = 64 * 1024 * 1024;
const roomInAll = 256 * 1024 * 1024;
/** About what a draft takes in memory besides its metadata. */
const draftWeight = 1_024;

/** How long a request may wait for its turn; an append of its own takes at most a statement's time on top. */
const waitMaxMs = 10_000;
const lookForLateMs = 1_000;

type Queue = {
  workspaceId: number;
  waiting: Waiting[];
  /** Stands in a lane or has its turn: a workspace appends one group at a time. */
  asking: boolean;
  /** Another writer held the log when we came last, so the next turn is taken in the patient lane. */
  contended: boolean;
  parts: number;
};

/**
 * Each workspace's requests wait in a queue of their own, and the queues take turns at the database's connections. A
 * log that another writer holds keeps its connection waiting; so that a few of these can't stop everybody, such a wait
 * is cut short in the prompt lane and gone on with in the patient one, which has connections of its own.
 */
const commits = processState("group-commit", () => ({
  queues: new Map<number, Queue>(),
  room: new WaitingRoom({ weightMax: roomInAll, workspaceWeightMax: roomOfWorkspace }),
  lanes: {
    append: new Turns<Queue>(appendPlaces.append, (queue) => takeTurn(queue, "append")),
    "patient-append": new Turns<Queue>(appendPlaces["patient-append"], (queue) => takeTurn(queue, "patient-append")),
  },
  lookout: null as NodeJS.Timeout | null,
}));

/**
 * Commits one request's drafts together with whatever else waits for the same workspace. While an append is in
 * flight, requests queue up; when it returns, all of them go into the next one: no delay when idle, large groups under
 * load. Resolves when the request's own drafts have committed; throws 503 when there is no room to wait, when its turn
 * doesn't come within ten seconds, when another writer holds the log for longer, or when the database is away.
 * `unlessRepeated` leaves out, as a duplicate, what repeats the event before it in its session (see `payloadId`).
 */
export function commitDrafts(
  workspaceId: number,
  drafts: readonly AppendDraft[],
  { unlessRepeated = false }: { unlessRepeated?: boolean } = {},
): Promise<CommitReceipt> {
  if (drafts.length === 0) return Promise.resolve({ accepted: 0, duplicates: 0, firstCursor: null, lastCursor: null });
  const load = loadOf(drafts);
  const full = commits.room.enter(workspaceId, load);
  if (full) throw noRoom(full);
  return new Promise<CommitReceipt>((resolve, reject) => {
    const queue = queueOf(workspaceId);
    queue.waiting.push({ drafts, unlessRepeated, load, sinceMs: performance.now(), part: 0, resolve, reject });
    askForTurn(queue);
    lookForLate();
  }).finally(() => commits.room.leave(workspaceId, load));
}

/** Throws the 503 of a full room for a body of so many bytes: asked before it is parsed, which costs most of a request. */
export function requireRoom(workspaceId: number, bytes: number): void {
  const full = commits.room.fullness(workspaceId, bytes);
  if (full) throw noRoom(full);
}

/** Resolves when no append is in flight or waiting: the last step before the process stops. */
export async function settleCommits(): Promise<void> {
  while (commits.room.events > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Events that came and have neither been committed nor refused yet. */
export function countWaitingEvents(): number {
  return commits.room.events;
}

function askForTurn(queue: Queue): void {
  if (queue.asking) return;
  queue.asking = true;
  commits.lanes[queue.contended ? "patient-append" : "append"].ask(queue);
}

async function takeTurn(queue: Queue, lane: AppendLane): Promise<void> {
  const group = takeGroup(queue.waiting);
  if (group.length > 0) await tryGroup(queue, group, lane);
  queue.asking = false;
  if (queue.waiting.length > 0) askForTurn(queue);
  // A contended log is remembered: each new caller would keep a prompt connection waiting again.
  else if (!queue.contended) commits.queues.delete(queue.workspaceId);
}

async function tryGroup(queue: Queue, group: Waiting[], lane: AppendLane): Promise<void> {
  try {
    await commitGroup(queue.workspaceId, group, lane);
    queue.contended = false;
  } catch (error) {
    if (isLockTimeout(error)) {
      metrics.appendFailures.inc({ reason: "locked" });
      queue.contended = true;
      if (lane === "append") queue.waiting.unshift(...group);
      else for (const request of group) request.reject(tooLate("Another writer holds this workspace's log"));
    } else if (isRefusedData(error)) {
      metrics.appendFailures.inc({ reason: "refused" });
      if (group.length > 1) queue.waiting.unshift(...halve(queue, group));
      else group[0]?.reject(error);
    } else {
      metrics.appendFailures.inc({ reason: "trouble" });
      for (const request of group) request.reject(error);
    }
  }
}

/** The data of some request was refused: each half tries alone, so that a bad draft never fails strangers. */
function halve(queue: Queue, group: readonly Waiting[]): readonly Waiting[] {
  const [first, second] = [queue.parts + 1, queue.parts + 2];
  queue.parts = second;
  group.forEach((request, i) => {
    request.part = i < group.length / 2 ? first : second;
  });
  return group;
}

function takeGroup(waiting: Waiting[]): Waiting[] {
  let events = 0;
  let weight = 0;
  let count = 0;
  for (const { load, part } of waiting) {
    if (part !== waiting[0]?.part) break;
    events += load.events;
    weight += load.weight;
    if (count > 0 && (events > groupEventsMax || weight > groupWeightMax)) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

/** Turns those away who have waited too long, as long as anybody waits. */
function lookForLate(): void {
  commits.lookout ??= setInterval(() => {
    const lateMs = performance.now() - waitMaxMs;
    for (const { waiting } of commits.queues.values()) {
      while (waiting[0] && waiting[0].sinceMs < lateMs) {
        metrics.turnedAway.inc({ reason: "waited_too_long" });
        waiting.shift()?.reject(tooLate("The database is too slow for what is sent"));
      }
    }
    if (commits.room.events > 0 || !commits.lookout) return;
    clearInterval(commits.lookout);
    commits.lookout = null;
  }, lookForLateMs).unref();
}

function loadOf(drafts: readonly AppendDraft[]): Load {
  let weight = drafts.length * draftWeight;
  for (const { metadata } of drafts) weight += metadata.length;
  return { events: drafts.length, weight };
}

function queueOf(workspaceId: number): Queue {
  let queue = commits.queues.get(workspaceId);
  if (!queue) {
    queue = { workspaceId, waiting: [], asking: false, contended: false, parts: 0 };
    commits.queues.set(workspaceId, queue);
  }
  return queue;
}

function noRoom(full: Fullness): AppError {
  metrics.turnedAway.inc({ reason: full });
  const whose = full === "workspace_full" ? "for this workspace" : "on this instance";
  return new AppError("unavailable", {
    public: `As many events as can be held wait to be stored ${whose}; nothing of this request was. Try again.`,
    headers: { "retry-after": "1" },
  });
}

function tooLate(cause: string): AppError {
  return new AppError("unavailable", {
    public: `${cause}; nothing of this request was stored. Try again.`,
    headers: { "retry-after": "2" },
  });
}
