import { type FieldError, type ProblemCode, problems } from "@/lib/contract/problem";

const brand = Symbol.for("sightline.AppError");

type Outside = {
  /** What the caller is told: what was wrong, what is allowed. Never a secret, never another workspace's fact. */
  public: string;
  /** What the log is told besides. */
  private?: string;
  errors?: FieldError[];
  headers?: Record<string, string>;
  /** Nothing was wrong but that what was asked for has ended for good: answered by an empty 204. */
  isEnd?: true;
  /** Further members of the problem answer. */
  extensions?: Record<string, unknown>;
};

/** An error with an inside (the log's) and an outside (the caller's problem answer). */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly outside: Outside;

  constructor(code: ProblemCode, outside: Outside) {
    super(outside.private ?? outside.public);
    this.name = "AppError";
    this.code = code;
    this.outside = outside;
    Object.defineProperty(this, brand, { value: true });
  }

  get status(): number {
    return problems[this.code].status;
  }
}

/** By brand and not by `instanceof`: the server's bundle and Next's each have a class of that name. */
export function isAppError(error: unknown): error is AppError {
  return typeof error === "object" && error !== null && brand in error;
}

/** The answer while the database can't be reached or is overloaded. */
export function databaseUnavailable(cause: string): AppError {
  return new AppError("unavailable", {
    public:
      "The database can't be reached just now. What was sent may not have been stored: send it again, with the same ids.",
    private: cause,
    headers: { "retry-after": "2" },
  });
}
