import { z } from "zod";
import { notificationStates } from "../notifications";
import { limitQuery, workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

const path = "/api/v1/notifications";
const query = z.object(workspaceQuery);
const segments = { id: "The notification's id" };
const answer = { description: "The notification", content: { "application/json": "Notification" } } as const;
const preferences = {
  description: "How the caller is told",
  content: { "application/json": "NotificationPreferences" },
} as const;

export const notificationOperations: readonly Operation[] = [
  {
    method: "GET",
    path,
    id: "listNotifications",
    tag: "Notifications",
    summary: "The inbox: what rules found and the caller is told, the newest activity first",
    query: z.object({
      state: z.array(z.enum(notificationStates)).optional(),
      unread: z.boolean().optional().meta({ description: "Only what the caller has not read, or has; people only" }),
      assigned_to: z.string().optional().meta({ description: "A member's id, or me" }),
      rule_id: z.array(z.uuid()).optional(),
      ...limitQuery,
      before: z.string().optional().meta({ description: "The place after which a page begins, as next carries it" }),
      ...workspaceQuery,
    }),
    answers: { 200: { description: "A page of the inbox", content: { "application/json": "NotificationList" } } },
  },
  {
    method: "GET",
    path: `${path}/{id}`,
    id: "getNotification",
    tag: "Notifications",
    summary: "One notification",
    segments,
    query,
    answers: { 200: answer },
  },
  {
    method: "PATCH",
    path: `${path}/{id}`,
    id: "changeNotification",
    tag: "Notifications",
    summary: "Acknowledge, assign or snooze",
    segments,
    query,
    body: { "application/json": "NotificationChange" },
    answers: { 200: answer },
  },
  {
    method: "GET",
    path: `${path}/summary`,
    id: "summarizeNotifications",
    tag: "Notifications",
    summary: "How much is unread, and whether anything has changed",
    query,
    answers: { 200: { description: "The summary", content: { "application/json": "NotificationSummary" } } },
  },
  {
    method: "POST",
    path: `${path}/read`,
    id: "markNotificationsRead",
    tag: "Notifications",
    summary: "Mark notifications as read by the caller, or as unread",
    query,
    body: { "application/json": "NotificationReading" },
    answers: { 204: { description: "Done" } },
  },
  {
    method: "GET",
    path: `${path}/preferences`,
    id: "getNotificationPreferences",
    tag: "Notifications",
    summary: "How the caller is told beyond the inbox",
    query,
    answers: { 200: preferences },
  },
  {
    method: "PATCH",
    path: `${path}/preferences`,
    id: "changeNotificationPreferences",
    tag: "Notifications",
    summary: "Change how the caller is told beyond the inbox",
    query,
    body: { "application/json": "NotificationPreferences" },
    answers: { 200: preferences },
  },
];
