"use client";

import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { MaskedText } from "@/components/ui/masked-text";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { count } from "@/lib/timeline/telling";

/** A nested value longer than this (as compact JSON) starts folded, so that the keys beside it stay in view. */
const foldCharacters = 600;

export function JsonView({ title, value }: { title: string; value: JsonObject }) {
  const keys = Object.keys(value).length;
  if (keys === 0) return null;
  const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
  const size = bytes < 1024 ? count(bytes, "byte") : `${(bytes / 1024).toFixed(1)} KB`;
  return (
    <section className="json" aria-label={title}>
      <h3>
        {title}
        <span className="r">{`${count(keys, "key")}, ${size}`}</span>
        <CopyButton label={`Copy ${title.toLowerCase()}`} text={() => JSON.stringify(value, null, 2)} />
      </h3>
      <pre>
        <Members value={value} indent="" />
      </pre>
    </section>
  );
}

function Members({ value, indent }: { value: JsonObject | JsonValue[]; indent: string }) {
  const members = Array.isArray(value)
    ? value.map((item, index) => ({ key: String(index), label: null, item }))
    : Object.entries(value).map(([key, item]) => ({ key, label: JSON.stringify(key), item }));
  return members.map(({ key, label, item }) => (
    <span key={key}>
      {indent}
      {label !== null && <span className="k">{label}: </span>}
      <Value value={item} indent={indent} />
      {"\n"}
    </span>
  ));
}

function Value({ value, indent }: { value: JsonValue; indent: string }) {
  if (typeof value === "string") {
    return (
      <span className="s">
        <MaskedText text={JSON.stringify(value)} />
      </span>
    );
  }
  if (typeof value !== "object" || value === null) return <span className="m">{String(value)}</span>;
  return <Nested value={value} indent={indent} />;
}

function Nested({ value, indent }: { value: JsonObject | JsonValue[]; indent: string }) {
  const [open, setOpen] = useState(() => JSON.stringify(value).length <= foldCharacters);
  const [start, end] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const size = Object.keys(value).length;
  if (size === 0) return `${start}${end}`;
  return (
    <>
      <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? start : `${start} ${count(size, Array.isArray(value) ? "item" : "key")} ${end}`}
      </button>
      {open && (
        <>
          {"\n"}
          <Members value={value} indent={`${indent}  `} />
          {indent}
          {end}
        </>
      )}
    </>
  );
}
