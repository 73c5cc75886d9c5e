import { initialsOf } from "./initials-of";

/** A person in two letters; the name for who can't tell from them. */
export function Initials({ name, title = name }: { name: string; title?: string }) {
  return (
    <span className="ava" role="img" aria-label={title} title={title}>
      {initialsOf(name)}
    </span>
  );
}
