import { z } from "zod";
import { workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

const path = "/api/v1/rules";
const query = z.object(workspaceQuery);
const segments = { id: "The rule's id" };
const answer = { description: "The rule", content: { "application/json": "Rule" } } as const;

export const ruleOperations: readonly Operation[] = [
  {
    method: "GET",
    path,
    id: "listRules",
    tag: "Notifications",
    summary: "What the workspace wants to be told of",
    query,
    answers: { 200: { description: "The rules, by name", content: { "application/json": "RuleList" } } },
  },
  {
    method: "POST",
    path,
    id: "createRule",
    tag: "Notifications",
    summary: "Make a rule; it hears what is appended from then on",
    query,
    body: { "application/json": "RuleDraft" },
    answers: { 201: answer },
  },
  {
    method: "PATCH",
    path: `${path}/{id}`,
    id: "changeRule",
    tag: "Notifications",
    summary: "Change a rule; with another filter or condition, or turned on again, it begins anew",
    segments,
    query,
    body: { "application/json": "RuleChange" },
    answers: { 200: answer },
  },
  {
    method: "DELETE",
    path: `${path}/{id}`,
    id: "deleteRule",
    tag: "Notifications",
    summary: "Delete a rule, and with it what it told of",
    segments,
    query,
    answers: { 204: { description: "Gone" } },
  },
  {
    method: "POST",
    path: `${path}/preview`,
    id: "previewRule",
    tag: "Notifications",
    summary: "What of the last day a rule's filter matches; keeps nothing",
    query,
    body: { "application/json": "RulePreviewDraft" },
    answers: { 200: { description: "The matches", content: { "application/json": "RulePreview" } } },
  },
];
