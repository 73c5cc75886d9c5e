"use client";

import { useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import type { CreatedKey } from "@/lib/contract/keys";
import type { Guide } from "./guide";
import { KeyStep } from "./key-step";
import { NumberedStep } from "./numbered-step";
import { SnippetBlock } from "./snippet-block";

type GuideStepsProps = {
  workspace: string;
  guide: Guide;
  url: string;
  minted: CreatedKey | null;
  mayMakeKeys: boolean;
  hasArrived: boolean;
  onMinted: (key: CreatedKey) => void;
};

const placeholder = "<your key>";

/** What to do, in order, with the address and the key filled in. */
export function GuideSteps({ workspace, guide, url, minted, mayMakeKeys, hasArrived, onMinted }: GuideStepsProps) {
  const [chosen, setWay] = useState(guide.ways[0]?.name ?? "");
  const way = guide.ways.find(({ name }) => name === chosen) ?? guide.ways[0];
  const steps = way?.steps({ url, key: minted?.key ?? placeholder }) ?? [];
  return (
    <section className="how" aria-labelledby="how-title">
      <h2 id="how-title">{guide.name}</h2>
      <p className="in">{guide.lead}</p>
      {guide.ways.length > 1 && (
        <div className="mb-5">
          <Segmented
            label="Way"
            value={way?.name ?? ""}
            options={guide.ways.map(({ name }) => ({ value: name, text: name }))}
            onChange={setWay}
          />
        </div>
      )}
      <KeyStep workspace={workspace} name={guide.name} minted={minted} mayMakeKeys={mayMakeKeys} onMinted={onMinted} />
      {steps.map(({ title, text, snippets }, index) => (
        <NumberedStep key={title} number={index + 2} title={title} isDone={hasArrived}>
          {text && <p>{text}</p>}
          {snippets.map((snippet) => (
            <SnippetBlock key={snippet.label} {...snippet} />
          ))}
        </NumberedStep>
      ))}
    </section>
  );
}
