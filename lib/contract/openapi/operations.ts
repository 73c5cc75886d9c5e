import { accountOperations } from "./account-operations";
import { agentOperations } from "./agent-operations";
import { auditOperations } from "./audit-operations";
import { eventOperations } from "./event-operations";
import { ingestOperations } from "./ingest-operations";
import { instanceOperations } from "./instance-operations";
import { keyOperations } from "./key-operations";
import { memberOperations } from "./member-operations";
import { notificationOperations } from "./notification-operations";
import type { Operation } from "./operation";
import { privacyOperations } from "./privacy-operations";
import { retentionOperations } from "./retention-operations";
import { ruleOperations } from "./rule-operations";
import { runOperations } from "./run-operations";
import { statisticsOperations } from "./statistics-operations";
import { viewOperations } from "./view-operations";
import { webhookOperations } from "./webhook-operations";
import { workspaceOperations } from "./workspace-operations";

/** Every operation of the API. A test compares it with the routes that are there. */
export const operations: readonly Operation[] = [
  ...ingestOperations,
  ...eventOperations,
  ...agentOperations,
  ...runOperations,
  ...statisticsOperations,
  ...viewOperations,
  ...ruleOperations,
  ...notificationOperations,
  ...accountOperations,
  ...keyOperations,
  ...privacyOperations,
  ...memberOperations,
  ...workspaceOperations,
  ...retentionOperations,
  ...webhookOperations,
  ...auditOperations,
  ...instanceOperations,
];
