import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, mockMigrationAwareAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** PostgreSQL's internal type "char", which the adapter can't map and the engine wants as a character. */
const charOid = 18;
const textOid = 25;
const charTag = "\u0001char:";

export function connectionConfig(url) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const schema = searchParams.get("schema");
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ...(schema ? { options: `-c search_path="${schema}"` } : {}),
  };
}

export async function runOnce(config, sql) {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** What the engine reaches the database, and its shadow, through. */
export function databaseFactory({ url, shadowDatabaseUrl }) {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => open(connectionConfig(url), new URL(url).searchParams.get("schema") ?? undefined),
    connectToShadowDb: () =>
      shadowDatabaseUrl ? open(connectionConfig(shadowDatabaseUrl)) : openShadow(connectionConfig(url)),
  };
}

const noDatabase = () => Promise.reject(new Error("A diff between schema files has no database."));
const offlineVersion = {
  columnNames: ["exists", "version", "numeric_version"],
  columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
  rows: [[true, "PostgreSQL 18.4", 180004]],
};

/** For a diff between schema files: the engine asks for the server's version, and for nothing else. */
export const offlineFactory = {
  ...mockMigrationAwareAdapterFactory("postgres"),
  connect: async () => ({
    provider: "postgres",
    adapterName: "offline",
    queryRaw: async () => offlineVersion,
    executeRaw: noDatabase,
    executeScript: noDatabase,
    startTransaction: noDatabase,
    dispose: async () => {},
  }),
};

async function openShadow(config) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await runOnce(config, `CREATE DATABASE "${name}"`);
  const adapter = await open({ ...config, database: name });
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await runOnce(config, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  };
  return adapter;
}

async function open(config, schema) {
  const adapter = await new PrismaPg({ ...config, Client: CatalogClient }, { schema }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => untagCharColumns(await queryRaw(query));
  // The adapter cuts a script at every semicolon, function bodies too, and loses the transaction around it.
  adapter.executeScript = (sql) => runOnce(config, sql).catch((error) => adapter.onError(error));
  return adapter;
}

class CatalogClient extends pg.Client {
  query(...args) {
    const callback = args.at(-1);
    if (typeof callback === "function") {
      args[args.length - 1] = (error, result) => callback(error, tagCharColumns(result));
      return super.query(...args);
    }
    const pending = super.query(...args);
    return typeof pending?.then === "function" ? pending.then(tagCharColumns) : pending;
  }
}

function tagCharColumns(result) {
  for (const field of result?.fields ?? []) {
    if (field.dataTypeID !== charOid) continue;
    field.dataTypeID = textOid;
    field.name = charTag + field.name;
  }
  return result;
}

function untagCharColumns(result) {
  result.columnNames.forEach((name, index) => {
    if (!name.startsWith(charTag)) return;
    result.columnNames[index] = name.slice(charTag.length);
    result.columnTypes[index] = ColumnTypeEnum.Character;
  });
  return result;
}
