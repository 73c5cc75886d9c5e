"use client";

import { Command } from "cmdk";
import { Check, type LucideIcon } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";

export type ChoiceEntry = {
  key: string;
  text: string;
  /** Fainter, at the right: where it is, or which key does the same. */
  hint?: string | undefined;
  Icon?: LucideIcon;
  isChosen?: boolean;
  run: () => void;
};
export type ChoiceGroup = { heading: string; entries: readonly ChoiceEntry[] };

type ChoiceDialogProps = {
  title: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  groups: readonly ChoiceGroup[];
  onClose: () => void;
};

/** A field and the choices that fit what is typed; arrows and Enter choose. What fits is for the caller to say. */
export function ChoiceDialog({ title, placeholder, text, onText, groups, onClose }: ChoiceDialogProps) {
  const shown = groups.filter(({ entries }) => entries.length > 0);
  const choose = (entry: ChoiceEntry) => {
    onClose();
    entry.run();
  };
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="veil" />
        <Primitive.Content className="choices" aria-describedby={undefined}>
          <Primitive.Title className="hide">{title}</Primitive.Title>
          <Command shouldFilter={false} loop label={title}>
            <Command.Input value={text} onValueChange={onText} placeholder={placeholder} />
            <Command.List>
              {shown.length === 0 && <p className="none">Nothing fits.</p>}
              {shown.map(({ heading, entries }) => (
                <Command.Group key={heading} heading={heading}>
                  {entries.map((entry) => (
                    <Command.Item key={entry.key} value={`${heading} ${entry.key}`} onSelect={() => choose(entry)}>
                      {entry.Icon && <entry.Icon className="i i14" />}
                      <span className="grow cut">{entry.text}</span>
                      {entry.hint && <span className="aside">{entry.hint}</span>}
                      {entry.isChosen && <Check className="i i14" aria-label="chosen" />}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Whether each word that was typed occurs in a text. */
export function fits(typed: string, text: string): boolean {
  const found = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => found.includes(word));
}
