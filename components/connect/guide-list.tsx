import { Link } from "@/components/ui/link";
import { guides } from "./guides";

export function GuideList({ workspace, current }: { workspace: string; current: string }) {
  return (
    <nav className="pick" aria-label="What reports">
      <h2>Pick what reports</h2>
      {guides.map(({ id, name, note }) => (
        <Link
          key={id}
          href={`/w/${workspace}/connect?agent=${id}`}
          aria-current={id === current ? "true" : undefined}
          scroll={false}
        >
          <b>{name}</b>
          <span>{note}</span>
        </Link>
      ))}
    </nav>
  );
}
