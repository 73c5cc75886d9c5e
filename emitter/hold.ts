type Handle = { ref(): unknown; unref(): unknown };

/** Decides whether the emitter's timers and sockets keep the process alive. */
export type Hold = {
  /** From now on the handle keeps the process alive only while somebody waits. Call the result when it is done with. */
  track(handle: Handle): () => void;
  /** The promise's own result; while it is pending, tracked handles keep the process alive. */
  during<Result>(promise: Promise<Result>): Promise<Result>;
};

/**
 * An emitter must never be the reason that its host doesn't exit, but a host that awaits `flush()` must not exit
 * before the answer, which is what would happen if only unref'ed handles were left.
 */
export function createHold(): Hold {
  const handles = new Set<Handle>();
  let waiters = 0;
  return {
    track(handle) {
      if (waiters > 0) handle.ref();
      else handle.unref();
      handles.add(handle);
      return () => handles.delete(handle);
    },
    async during(promise) {
      waiters += 1;
      for (const handle of handles) handle.ref();
      try {
        return await promise;
      } finally {
        waiters -= 1;
        if (waiters === 0) for (const handle of handles) handle.unref();
      }
    },
  };
}
