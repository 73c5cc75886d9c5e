import { z } from "zod";
import { workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

const query = z.object(workspaceQuery);

export const privacyOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/privacy/rules",
    id: "listRedactionRules",
    tag: "Keys",
    summary: "What the workspace masks besides what is masked everywhere",
    query,
    answers: { 200: { description: "The rules", content: { "application/json": "RedactionRuleList" } } },
  },
  {
    method: "POST",
    path: "/api/v1/privacy/rules",
    id: "createRedactionRule",
    tag: "Keys",
    summary: "Mask one thing more, for keys that redact",
    description: "The pattern is in RE2's syntax; a group named secret narrows what is masked.",
    query,
    body: { "application/json": "RedactionRuleDraft" },
    answers: { 201: { description: "The rule", content: { "application/json": "RedactionRule" } } },
  },
  {
    method: "PATCH",
    path: "/api/v1/privacy/rules/{id}",
    id: "changeRedactionRule",
    tag: "Keys",
    summary: "Change a rule; within a second every instance keeps to it",
    segments: { id: "The rule's id" },
    query,
    body: { "application/json": "RedactionRuleChange" },
    answers: { 200: { description: "The rule", content: { "application/json": "RedactionRule" } } },
  },
  {
    method: "DELETE",
    path: "/api/v1/privacy/rules/{id}",
    id: "deleteRedactionRule",
    tag: "Keys",
    summary: "Mask this no longer; what was masked stays so",
    segments: { id: "The rule's id" },
    query,
    answers: { 204: { description: "Gone" } },
  },
  {
    method: "POST",
    path: "/api/v1/privacy/preview",
    id: "previewPrivacy",
    tag: "Keys",
    summary: "What each level of privacy would store of an event or a text; stores nothing",
    query,
    body: { "application/json": "PrivacyPreviewRequest" },
    answers: { 200: { description: "What would be stored", content: { "application/json": "PrivacyPreview" } } },
  },
];
