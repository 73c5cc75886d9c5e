import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import { shortenId } from "@/lib/timeline/actor";

/** When something began: the clock, and below it the day. */
export function WhenCell({ time }: { time: string | null }) {
  if (time === null) return <span className="faint none">–</span>;
  return (
    <span className="when">
      <Instant time={time} form="second" />
      <span className="faint sm">
        <Instant time={time} form="shortDay" />
      </span>
    </span>
  );
}

/** What a line is about: its name, and beneath it whatever helps to tell it from its neighbours. */
export function NameCell({ href, name, title, about }: { href: string; name: string; title: string; about: string }) {
  return (
    <>
      <Link href={href} title={title} className="cut block font-semibold">
        {name}
      </Link>
      {about !== "" && <span className="cut sm faint block">{about}</span>}
    </>
  );
}

type NamesCellProps = {
  ids: readonly string[];
  total?: number;
  /** What some of them are called. */
  names?: Readonly<Record<string, string>>;
};

/** A few by their names, else their ids, and how many more there are. */
export function NamesCell({ ids, total = ids.length, names = {} }: NamesCellProps) {
  if (ids.length === 0) return <span className="faint none">–</span>;
  const shown = ids
    .slice(0, 2)
    .map((id) => names[id] ?? shortenId(id))
    .join(", ");
  return (
    <span className="cut block" title={ids.join(", ")}>
      {shown}
      {total > 2 && <span className="faint"> and {total - 2} more</span>}
    </span>
  );
}
