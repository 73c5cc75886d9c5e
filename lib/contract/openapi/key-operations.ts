import { z } from "zod";
import { workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

export const keyOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/keys",
    id: "listKeys",
    tag: "Keys",
    summary: "The workspace's keys",
    description: "Admins see all of them, members their own.",
    query: z.object(workspaceQuery),
    answers: { 200: { description: "The keys", content: { "application/json": "KeyList" } } },
  },
  {
    method: "POST",
    path: "/api/v1/keys",
    id: "createKey",
    tag: "Keys",
    summary: "Make a key",
    query: z.object(workspaceQuery),
    body: { "application/json": "KeyDraft" },
    answers: { 201: { description: "The key, shown this once", content: { "application/json": "CreatedKey" } } },
  },
  {
    method: "GET",
    path: "/api/v1/keys/refused",
    id: "listRefusedKeys",
    tag: "Keys",
    summary: "Requests of the last week that came with a key of the workspace and were refused",
    description: "Members see those of their own keys. Keys that are nobody's can't be told to anybody.",
    query: z.object(workspaceQuery),
    answers: { 200: { description: "The refusals", content: { "application/json": "RefusedKeyList" } } },
  },
  {
    method: "DELETE",
    path: "/api/v1/keys/{id}",
    id: "revokeKey",
    tag: "Keys",
    summary: "Revoke a key; within a second no instance accepts it",
    segments: { id: "The key's id" },
    query: z.object(workspaceQuery),
    answers: { 204: { description: "Revoked" } },
  },
  {
    method: "POST",
    path: "/api/v1/keys/{id}/rotate",
    id: "rotateKey",
    tag: "Keys",
    summary: "Make a successor with the same settings; the key itself ends after the overlap",
    description:
      "none revokes it at once. A key that expires gets a successor that lasts as long as it did, from now on.",
    segments: { id: "The key's id" },
    query: z.object(workspaceQuery),
    body: { "application/json": "KeyRotation" },
    answers: { 201: { description: "The successor, shown this once", content: { "application/json": "CreatedKey" } } },
  },
];
