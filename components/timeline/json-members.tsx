import clsx from "clsx";
import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { memberPath } from "@/lib/timeline/cuts";
import { membersOf } from "@/lib/timeline/search-json";
import { count } from "@/lib/timeline/telling";
import { JsonText } from "./json-text";

/** How a value is read just now. `paths` are those that a search keeps; `chosen` is the member that tells its path. */
export type JsonReading = {
  search: { text: string; paths: ReadonlySet<string> } | null;
  cuts: ReadonlyMap<string, string>;
  chosen: string | null;
  onChoose: (path: string) => void;
};

/** A nested value longer than this (as compact JSON) starts folded, so that the keys beside it stay in view. */
const foldCharacters = 600;
/** More members of one value than these are shown only when asked for. */
const shownMax = 100;

type MembersProps = { value: JsonObject | JsonValue[]; path: string; depth: number; reading: JsonReading };

export function JsonMembers({ value, path, depth, reading }: MembersProps) {
  const [max, setMax] = useState(shownMax);
  const members = membersOf(value)
    .map(([key, item]) => ({ key, item, at: memberPath(path, key) }))
    .filter(({ at }) => reading.search === null || reading.search.paths.has(at));
  return (
    <>
      {members.slice(0, max).map(({ key, item, at }) => (
        <Member key={key} label={key} value={item} path={at} depth={depth} reading={reading} />
      ))}
      {members.length > max && (
        <div style={{ paddingLeft: `${depth * 2}ch` }}>
          <button type="button" className="fold" onClick={() => setMax(max * 10)}>
            {`${(members.length - max).toLocaleString("en")} more`}
          </button>
        </div>
      )}
    </>
  );
}

type MemberProps = { label: string | number; value: JsonValue; path: string; depth: number; reading: JsonReading };

function Member({ label, value, path, depth, reading }: MemberProps) {
  const nested = typeof value === "object" && value !== null ? value : null;
  const size = nested === null ? 0 : Object.keys(nested).length;
  const [unfolded, setUnfolded] = useState(() => nested === null || JSON.stringify(nested).length <= foldCharacters);
  const open = size > 0 && (unfolded || reading.search !== null);
  const [start, end] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const cut = reading.cuts.get(path);
  const isChosen = reading.chosen === path;
  const indent = { paddingLeft: `${depth * 2}ch` };
  return (
    <>
      <div className={clsx("member", isChosen && "on")} style={indent}>
        <button
          type="button"
          className="k"
          aria-expanded={isChosen}
          title="Copy this value or its path"
          onClick={() => reading.onChoose(path)}
        >
          <JsonText text={typeof label === "number" ? String(label) : JSON.stringify(label)} search={reading.search} />:
        </button>{" "}
        {nested === null ? (
          <Plain value={value} reading={reading} />
        ) : size === 0 ? (
          `${start}${end}`
        ) : (
          <button type="button" className="fold" aria-expanded={open} onClick={() => setUnfolded(!unfolded)}>
            {open ? start : `${start} ${count(size, Array.isArray(value) ? "item" : "key")} ${end}`}
          </button>
        )}
        {cut && <span className="cutnote">{cut}</span>}
        {isChosen && (
          <span className="acts">
            <CopyButton label="Copy value" text={typeof value === "string" ? value : JSON.stringify(value, null, 2)} />
            <CopyButton label="Copy path" done={`Copied ${path}`} text={path} icon={<span className="xs">path</span>} />
          </span>
        )}
      </div>
      {nested !== null && open && (
        <>
          <JsonMembers value={nested} path={path} depth={depth + 1} reading={reading} />
          <div style={indent}>{end}</div>
        </>
      )}
    </>
  );
}

/** A text longer than this shows its beginning, unless it is what is searched for. */
const textCharactersShown = 320;

function Plain({ value, reading }: { value: JsonValue; reading: JsonReading }) {
  const [whole, setWhole] = useState(false);
  if (typeof value !== "string") {
    return (
      <span className="m">
        <JsonText text={String(value)} search={reading.search} />
      </span>
    );
  }
  const cuts = !whole && reading.search === null && value.length > textCharactersShown * 1.25;
  const shown = cuts ? value.slice(0, textCharactersShown).replace(/[\ud800-\udbff]$/, "") : value;
  return (
    <span className="s">
      <JsonText text={cuts ? JSON.stringify(shown).slice(0, -1) : JSON.stringify(value)} search={reading.search} />
      {cuts && (
        <button type="button" className="fold" onClick={() => setWhole(true)}>
          {`… ${(value.length - shown.length).toLocaleString("en")} more characters`}
        </button>
      )}
    </span>
  );
}
