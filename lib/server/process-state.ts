/**
 * Process-wide state. The front door's bundle and Next's bundle are separate copies of this code in one process, so
 * a module-level variable would exist twice; the symbol registry is shared by both.
 */
export function processState<T>(name: string, create: () => T): T {
  const key = Symbol.for(`sightline.${name}`);
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  store[key] ??= create();
  return store[key] as T;
}
