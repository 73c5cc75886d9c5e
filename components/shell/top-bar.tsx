import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { JumpButton } from "./jump-button";
import { Logo } from "./logo";
import { RecordPlace } from "./record-place";
import { ThemeButton } from "./theme-button";
import { ZoneButton } from "./zone-button";

type TopBarProps = {
  title: string;
  /** The pages above this one. */
  crumbs?: readonly { text: string; href: string }[];
  /** A short fact beside the title. */
  note?: ReactNode;
  /** At the right: the connection chip and actions. */
  trailing?: ReactNode;
};

export function TopBar({ title, crumbs = [], note, trailing }: TopBarProps) {
  return (
    <header className="top">
      <Link href="/" className="mlogo" aria-label="Sightline">
        <Logo />
      </Link>
      <div className="crumbs">
        {crumbs.map(({ text, href }) => (
          <span key={href} className="flex items-center gap-1.5">
            <Link href={href}>{text}</Link>
            <ChevronRight className="i i14" />
          </span>
        ))}
        <h1 className="cut">{title}</h1>
        {note && <span className="faint hm">{note}</span>}
      </div>
      <div className="grow" />
      <ZoneButton />
      {trailing}
      <JumpButton />
      <ThemeButton />
      <RecordPlace title={title} />
    </header>
  );
}
