import type { WebhookPayload } from "@/lib/contract/webhooks";

type Block = { type: "section" | "context"; [field: string]: unknown };

/** Slack shows no longer texts in a section. */
const textCharactersMax = 2_900;

/** The body that Slack's incoming webhooks take, and those that imitate them. */
export function slackForm({ type, data }: WebhookPayload): { text: string; blocks: Block[] } {
  const { notification, url, workspace } = data;
  if (!notification) {
    const text = `Sightline can reach this channel from the workspace ${escapeSlack(workspace)}.`;
    return { text, blocks: [section(text)] };
  }
  const title = escapeSlack(shortened(notification.title));
  const begun = type === "notification.ended" ? `Over: ${title}` : title;
  const text = notification.count > 1 ? `${begun} (×${notification.count})` : begun;
  const facts = [
    notification.severity,
    `rule ${escapeSlack(notification.rule.name)}`,
    ...(notification.agent_id ? [`agent ${escapeSlack(notification.agent_id)}`] : []),
    ...(notification.project ? [`project ${escapeSlack(notification.project)}`] : []),
    ...(url ? [`<${escapeSlack(url).replaceAll("|", "%7C")}|Open in Sightline>`] : []),
  ].join(" · ");
  return { text, blocks: [section(text), { type: "context", elements: [{ type: "mrkdwn", text: facts }] }] };
}

const section = (text: string): Block => ({ type: "section", text: { type: "mrkdwn", text } });

/** What Slack takes for a mention, a link or an entity. */
const escapeSlack = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const shortened = (text: string) => (text.length <= textCharactersMax ? text : `${text.slice(0, textCharactersMax)}…`);
