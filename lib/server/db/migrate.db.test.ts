import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { applyMigrations } from "./migrate";
import { createTestDatabase, type TestDatabase } from "./test-database";

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await mkdtemp(join(tmpdir(), "sightline-migrations-"));
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
}

async function tables(): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  await client.end();
  return rows.map((row) => row.tablename).filter((name) => name !== "_prisma_migrations");
}

test("Migrations are applied once, in the order of their names.", async () => {
  await write("2_alter", "ALTER TABLE apple RENAME TO pear");
  await write("1_create", "CREATE TABLE apple (id INT)");
  expect(await applyMigrations(database.url, folder)).toEqual(["1_create", "2_alter"]);
  expect(await applyMigrations(database.url, folder)).toEqual([]);
  expect(await tables()).toEqual(["pear"]);
});

test("Instances that start together apply each migration once.", async () => {
  await write("1_create", "CREATE TABLE apple (id INT)");
  const applied = await Promise.all(Array.from({ length: 4 }, () => applyMigrations(database.url, folder)));
  expect(applied.flat()).toEqual(["1_create"]);
});

test("A failed migration leaves nothing behind, names itself, and can be mended and applied.", async () => {
  await write("1_create", "CREATE TABLE apple (id INT); SELECT no_such_function()");
  await expect(applyMigrations(database.url, folder)).rejects.toThrow(
    /1_create failed and was undone: .*no_such_function/,
  );
  expect(await tables()).toEqual([]);
  await write("1_create", "CREATE TABLE apple (id INT)");
  expect(await applyMigrations(database.url, folder)).toEqual(["1_create"]);
});

test("A migration that was edited after it was applied is refused.", async () => {
  await write("1_create", "CREATE TABLE apple (id INT)");
  await applyMigrations(database.url, folder);
  await write("1_create", "CREATE TABLE apple (id BIGINT)");
  await expect(applyMigrations(database.url, folder)).rejects.toThrow(
    "1_create was edited after this database applied it",
  );
});

test("Function bodies with semicolons are applied whole.", async () => {
  await write(
    "1_function",
    "CREATE FUNCTION one() RETURNS INT AS $$ BEGIN RETURN 1; END; $$ LANGUAGE plpgsql; SELECT one();",
  );
  expect(await applyMigrations(database.url, folder)).toEqual(["1_function"]);
});
