import type { Mail } from "./send-mail";

type Letter = {
  to: string;
  subject: string;
  /** What it says, before and after the link. */
  before: readonly string[];
  /** What is told one by one, under headings. */
  lists?: readonly { heading: string; lines: readonly string[] }[];
  link: { text: string; url: string };
  after: readonly string[];
};

/** One letter twice, as text and as plain HTML: without pictures, styles from elsewhere, or anything that calls back. */
export function composeMail({ to, subject, before, lists = [], link, after }: Letter): Mail {
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
  const list = ({ heading, lines }: (typeof lists)[number]) =>
    `<p style="margin:0 0 4px"><strong>${escapeHtml(heading)}</strong></p>
<ul style="margin:0 0 16px;padding-left:20px">${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>`;
  const body = [
    ...before.map(paragraph),
    ...lists.map(list),
    `<p style="margin:0 0 16px"><a href="${escapeHtml(link.url)}">${escapeHtml(link.text)}</a></p>`,
    ...after.map(paragraph),
  ].join("\n");
  return {
    to,
    subject,
    text: `${[...before, ...lists.map(({ heading, lines }) => [heading, ...lines.map((line) => `- ${line}`)].join("\n")), link.url, ...after].join("\n\n")}\n`,
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font:15px/22px system-ui,sans-serif;color:#1c2230;padding:24px">
${body}
</body></html>
`,
  };
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
