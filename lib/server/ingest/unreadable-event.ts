import type { FieldError } from "@/lib/contract/problem";

/** Stands in a batch for an event that could not even be read as one, with its faults. */
export class UnreadableEvent {
  readonly errors: FieldError[];

  constructor(errors: FieldError[]) {
    this.errors = errors;
  }
}
