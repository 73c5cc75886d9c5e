import { type TrackOptions, track } from "./track";

/** What the decorator is told: the options of `track`, or how to get them from the object whose method is called. */
export type TrackedOptions<This> = TrackOptions | ((self: This) => TrackOptions);

type Method<This, Args extends unknown[], Result> = (this: This, ...args: Args) => Result;

/**
 * A standard method decorator (TypeScript 5 without `experimentalDecorators`, or a compiler of the TC39 proposal): each
 * call of the method is a `track`. Works for methods of any kind: async, static and private ones too. Throws for
 * anything else while the class is being defined, never when a method is called.
 */
export function tracked<This = unknown>(eventType: string, options: TrackedOptions<This>) {
  return <Self extends This, Args extends unknown[], Result>(
    method: Method<Self, Args, Result>,
    context: ClassMethodDecoratorContext<Self, Method<Self, Args, Result>>,
  ): Method<Self, Args, Result> => {
    if (context?.kind !== "method") {
      throw new TypeError("@tracked is a standard decorator of methods: it can't be used with experimentalDecorators.");
    }
    function trackedMethod(this: Self, ...args: Args): Result {
      return track(eventType, optionsFor(options, this), () => method.apply(this, args));
    }
    // Frameworks look at a method's name and at how many arguments it names.
    return Object.defineProperties(trackedMethod, {
      name: { value: method.name, configurable: true },
      length: { value: method.length, configurable: true },
    });
  };
}

/** A call whose options can't be had is made all the same, and told to nobody. */
function optionsFor<This>(options: TrackedOptions<This>, self: This): TrackOptions {
  try {
    return typeof options === "function" ? options(self) : options;
  } catch {
    return { emitter: { emit() {} } };
  }
}
