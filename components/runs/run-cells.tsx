import Link from "next/link";
import { Instant } from "@/components/ui/instant";
import { shortenId } from "@/lib/timeline/actor";

/** When something began: the clock, and below it the day. */
export function WhenCell({ time }: { time: string | null }) {
  if (time === null) return <span className="faint">–</span>;
  return (
    <span className="when">
      <Instant time={time} />
      <span className="faint sm">
        <Instant time={time} form="day" />
      </span>
    </span>
  );
}

/** What a line is about: its name, and beneath it whatever helps to tell it from its neighbours. */
export function NameCell({ href, name, title, about }: { href: string; name: string; title: string; about: string }) {
  return (
    <>
      <Link href={href} prefetch={false} title={title} className="cut block font-semibold">
        {name}
      </Link>
      <span className="cut sm faint block">{about}</span>
    </>
  );
}

/** A few names, and how many more there are. */
export function NamesCell({ names, total = names.length }: { names: readonly string[]; total?: number }) {
  if (names.length === 0) return <span className="faint">–</span>;
  const shown = names.slice(0, 2).map(shortenId).join(", ");
  return (
    <span className="cut block" title={names.join(", ")}>
      {shown}
      {total > 2 && <span className="faint"> and {total - 2} more</span>}
    </span>
  );
}
