import { z } from "zod";
import {
  account,
  accountChange,
  accountLogin,
  accountLogins,
  accountProof,
  emailConfirmation,
  emailRequest,
  identityUnlink,
  passwordChange,
  recoveryCodes,
  resetLink,
  resetPassword,
  resetRequest,
  secondFactorCode,
  secondFactorOff,
  secondFactorSecret,
} from "../account";
import { action, actionList } from "../action";
import { agent, agentList } from "../agent";
import { agentDraft, agentLabels } from "../agent-labels";
import { agentSeries } from "../agent-series";
import { auditChange, auditEntry, auditLogState, auditPage } from "../audit";
import { budget, budgetList, budgetPoint, budgetSeries } from "../budget";
import { draftFields } from "../draft";
import { agentEvent, type JsonObject } from "../event";
import { eventFacets } from "../facets";
import { ingestAnswer, rejectedEvent } from "../ingest";
import { createdKey, keyDraft, keyEntry, keyRotation, refusedKeyList } from "../keys";
import {
  createdInvitation,
  invitation,
  invitationAnswer,
  invitationDraft,
  invitationList,
  invitationLook,
  joinedWorkspace,
  member,
  memberChange,
  memberList,
  shownInvitation,
} from "../members";
import {
  notification,
  notificationChange,
  notificationList,
  notificationPreferences,
  notificationReading,
  notificationSummary,
} from "../notifications";
import { permission, permissionList } from "../permission";
import {
  ownRedactionRule,
  previewedEvent,
  privacyPreview,
  privacyPreviewRequest,
  redactionRuleChange,
  redactionRuleDraft,
  redactionRuleList,
} from "../privacy";
import { fieldError, problem } from "../problem";
import { eventPage } from "../query";
import { readModelsProgress } from "../read-models";
import { retention, retentionChange, retentionDue } from "../retention";
import { rule, ruleChange, ruleCondition, ruleDraft, ruleList, rulePreview, rulePreviewDraft } from "../rules";
import { session, sessionDetail, sessionList, sessionTool } from "../session";
import { setupDraft } from "../setup";
import { eventStats } from "../stats";
import { streamStats } from "../stream-stats";
import { task, taskList } from "../task";
import { trace, traceList, tracePage } from "../trace";
import { savedView, savedViewList, viewChange, viewDraft } from "../views";
import {
  delivery,
  deliveryList,
  pushDraft,
  pushState,
  pushSubscription,
  webhook,
  webhookChange,
  webhookDraft,
  webhookList,
  webhookWithSecret,
} from "../webhooks";
import { workspaceChange, workspaceDeletion, workspaceDraft, workspaceHandover, workspaceState } from "../workspaces";

const metadata = z
  .custom<JsonObject>()
  .meta({ type: "object", additionalProperties: true, description: "At most 64 KiB of compact JSON, 32 levels deep" });

/** An event as posted: the fields that ingest judges, and the metadata beside them. */
const draft = draftFields.extend({ metadata: metadata.optional() }).meta({
  description:
    "event_type is required, and agent_id unless a source is given. kind, time, system and data are other names of event_type, timestamp, source and metadata.",
});

const batch = z.object({
  events: z.array(draft).max(1_000),
  batch_id: z.string().optional(),
  timestamp: z.string().optional(),
});

const cloudEvent = z.looseObject({
  specversion: z.literal("1.0"),
  id: z.string(),
  type: z.string(),
  source: z.string(),
});

/** A hook's payload as the agent writes it. */
const hookPayload = z.record(z.string(), z.unknown());

/** The named schemas of the document. What another one refers to has to be named here, or it would be written out in it. */
export const components = {
  AgentEvent: agentEvent,
  EventPage: eventPage,
  EventDraft: draft,
  EventBatch: batch,
  AnyEvents: z.union([batch, z.array(draft), draft]),
  IngestAnswer: ingestAnswer,
  RejectedEvent: rejectedEvent,
  IngestProblem: problem.extend(ingestAnswer.shape),
  BroadcastMetadata: z.record(z.string(), z.unknown()),
  CloudEvent: cloudEvent,
  AnyCloudEvents: z.array(cloudEvent),
  HookPayload: hookPayload,
  OtlpRequest: z.looseObject({}).meta({ description: "An OTLP export request, as opentelemetry-proto defines it" }),
  OtlpAnswer: z.object({ partialSuccess: z.looseObject({ errorMessage: z.string().optional() }).optional() }),
  Agent: agent,
  AgentList: agentList,
  AgentLabels: agentLabels,
  AgentDraft: agentDraft,
  AgentSeries: agentSeries,
  Session: session,
  SessionTool: sessionTool,
  SessionDetail: sessionDetail,
  SessionList: sessionList,
  Task: task,
  TaskList: taskList,
  Trace: trace,
  TracePage: tracePage,
  TraceList: traceList,
  Action: action,
  ActionList: actionList,
  Permission: permission,
  PermissionList: permissionList,
  Budget: budget,
  BudgetPoint: budgetPoint,
  BudgetSeries: budgetSeries,
  BudgetList: budgetList,
  StreamStats: streamStats,
  EventStats: eventStats,
  EventFacets: eventFacets,
  ReadModelsProgress: readModelsProgress,
  Account: account,
  AccountChange: accountChange,
  AccountLogin: accountLogin,
  AccountLoginList: accountLogins,
  PasswordChange: passwordChange,
  AccountProof: accountProof,
  EmailRequest: emailRequest,
  EmailConfirmation: emailConfirmation,
  IdentityUnlink: identityUnlink,
  SecondFactorSecret: secondFactorSecret,
  SecondFactorCode: secondFactorCode,
  SecondFactorOff: secondFactorOff,
  RecoveryCodes: recoveryCodes,
  ResetRequest: resetRequest,
  ResetPassword: resetPassword,
  ResetLink: resetLink,
  KeyDraft: keyDraft,
  KeyRotation: keyRotation,
  Key: keyEntry,
  KeyList: z.object({ keys: z.array(keyEntry) }),
  CreatedKey: createdKey,
  RefusedKeyList: refusedKeyList,
  RedactionRuleDraft: redactionRuleDraft,
  RedactionRuleChange: redactionRuleChange,
  RedactionRule: ownRedactionRule,
  RedactionRuleList: redactionRuleList,
  PrivacyPreviewRequest: privacyPreviewRequest,
  PrivacyPreview: privacyPreview,
  PreviewedEvent: previewedEvent,
  ViewDraft: viewDraft,
  ViewChange: viewChange,
  SavedView: savedView,
  SavedViewList: savedViewList,
  RuleCondition: ruleCondition,
  RuleDraft: ruleDraft,
  RuleChange: ruleChange,
  Rule: rule,
  RuleList: ruleList,
  RulePreviewDraft: rulePreviewDraft,
  RulePreview: rulePreview,
  Notification: notification,
  NotificationList: notificationList,
  NotificationSummary: notificationSummary,
  NotificationChange: notificationChange,
  NotificationReading: notificationReading,
  NotificationPreferences: notificationPreferences,
  Retention: retention,
  RetentionChange: retentionChange,
  RetentionDue: retentionDue,
  Member: member,
  MemberList: memberList,
  MemberChange: memberChange,
  Invitation: invitation,
  InvitationList: invitationList,
  InvitationDraft: invitationDraft,
  CreatedInvitation: createdInvitation,
  InvitationLook: invitationLook,
  ShownInvitation: shownInvitation,
  InvitationAnswer: invitationAnswer,
  JoinedWorkspace: joinedWorkspace,
  WorkspaceDraft: workspaceDraft,
  WorkspaceState: workspaceState,
  WorkspaceChange: workspaceChange,
  WorkspaceHandover: workspaceHandover,
  WorkspaceDeletion: workspaceDeletion,
  AuditEntry: auditEntry,
  AuditPage: auditPage,
  AuditLog: auditLogState,
  AuditChange: auditChange,
  Webhook: webhook,
  WebhookList: webhookList,
  WebhookDraft: webhookDraft,
  WebhookChange: webhookChange,
  WebhookWithSecret: webhookWithSecret,
  Delivery: delivery,
  DeliveryList: deliveryList,
  PushDraft: pushDraft,
  PushSubscription: pushSubscription,
  PushState: pushState,
  SetupDraft: setupDraft,
  SetUpWorkspace: z.object({ workspace: z.string() }),
  Health: z.object({ status: z.literal("ok"), version: z.string(), database: z.object({ latency_ms: z.number() }) }),
  Tick: z.object({ behind: z.int(), removed: z.int() }),
  Liveness: z.object({ status: z.literal("ok") }),
  OpenapiDocument: z.looseObject({ openapi: z.string() }),
  FieldError: fieldError,
  Problem: problem,
} as const satisfies Record<string, z.ZodType>;
export type ComponentName = keyof typeof components;
