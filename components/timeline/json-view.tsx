"use client";

import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import type { JsonObject } from "@/lib/contract/event";
import { cutsOf } from "@/lib/timeline/cuts";
import { formatBytes } from "@/lib/timeline/format-bytes";
import { searchJson } from "@/lib/timeline/search-json";
import { count } from "@/lib/timeline/telling";
import { JsonMembers, type JsonReading } from "./json-members";

/** An event's metadata, to be read, searched and copied from; each key tells its value and path when pressed. */
export function JsonView({ title, root, value }: { title: string; root: string; value: JsonObject }) {
  const [text, setText] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const cuts = useMemo(() => cutsOf(value), [value]);
  const wanted = text?.trim() ?? "";
  const absent = useMemo(() => {
    if (cuts.length === 0) return cuts;
    const { paths } = searchJson(value, { text: "", root });
    return cuts.filter(({ path }) => !paths.has(path));
  }, [cuts, value, root]);
  const search = useMemo(
    () => (wanted === "" ? null : { text: wanted, ...searchJson(value, { text: wanted, root }) }),
    [value, wanted, root],
  );
  const keys = Object.keys(value).length;
  if (keys === 0) return null;
  const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
  const reading: JsonReading = {
    search,
    cuts: new Map(cuts.map(({ path, words }) => [path, words])),
    chosen,
    onChoose: (path) => setChosen(path === chosen ? null : path),
  };
  return (
    <section className="json" aria-label={title}>
      <h3>
        {title}
        <span className="r">{`${count(keys, "key")}, ${formatBytes(bytes)}`}</span>
        <IconButton
          label={`Search ${title.toLowerCase()}`}
          size="small"
          pressed={text !== null}
          onClick={() => setText(text === null ? "" : null)}
        >
          <Search className="i i13" />
        </IconButton>
        <CopyButton label={`Copy ${title.toLowerCase()}`} text={() => JSON.stringify(value, null, 2)} />
      </h3>
      {text !== null && (
        <div className="jsearch">
          <input
            // biome-ignore lint/a11y/noAutofocus: whoever presses the search is about to type.
            autoFocus
            type="search"
            className="input"
            aria-label={`Find in ${title.toLowerCase()}`}
            placeholder="A key or a value"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => event.key === "Escape" && setText(null)}
          />
          <span role="status" className="sm faint">
            {search && `${search.found} found`}
          </span>
        </div>
      )}
      <div className="jcode">
        <JsonMembers value={value} path={root} depth={0} reading={reading} />
        {absent.map(({ path, words }) => (
          <div key={path} className="member">
            {path} <span className="cutnote">{words}</span>
          </div>
        ))}
      </div>
    </section>
  );
}
