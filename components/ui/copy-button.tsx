"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { copyText } from "./copy-text";
import { IconButton } from "./icon-button";
import { toast } from "./toaster";

type CopyButtonProps = { text: string | (() => string); label: string; done?: string; icon?: ReactNode };

const confirmedMs = 1_500;

/** Copies and says so; the text may be made at the click, where it needs the page's address. */
export function CopyButton({ text, label, done = "Copied", icon = <Copy className="i i14" /> }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), confirmedMs);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    const ok = await copyText(typeof text === "string" ? text : text());
    setCopied(ok);
    toast(ok ? done : "The browser refused to copy. Select the text and copy it by hand.");
  }
  return (
    <IconButton label={label} size="small" onClick={copy}>
      {copied ? <Check className="i i14" /> : icon}
    </IconButton>
  );
}
