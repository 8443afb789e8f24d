import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Migration } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/sqlite';
import { DomainError } from '@tmws/domain';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { ENTITIES } from './entities/tables.ts';
import { SCHEMA_STEPS, type SchemaStep } from './migrations/schema-steps.ts';
import { createSqliteStorage, openSqliteStorage } from './sqlite-storage.ts';
import { describeSchema } from './testing/describe-schema.ts';
import { lookInto } from './testing/look-into.ts';
import { samplePattern } from './testing/sample-pattern.ts';
import { storageOptions, temporaryFolder, temporaryStorage } from './testing/temporary-storage.ts';

class AddColour extends Migration {
  override up(): void {
    this.addSql('alter table "patterns" add column "colour" text null');
  }
}

class FailHalfway extends Migration {
  override up(): void {
    this.addSql('create table "half" ("id" text)');
    this.addSql('insert into "nowhere" values (1)');
  }
}

class SmallDisk extends Migration {
  override up(): void {
    this.addSql('pragma max_page_count = 200');
  }
}

const KNOWN = SCHEMA_STEPS.length;

const withStep = (step: SchemaStep): readonly SchemaStep[] => [...SCHEMA_STEPS, step];

const errorOf = async (work: Promise<unknown>): Promise<DomainError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DomainError) return error;
  throw new Error('No DomainError was thrown.', { cause: error });
};

describe('The schema', () => {
  test('that the steps make is the one that the entities describe', async () => {
    using folder = temporaryFolder();
    await (await createSqliteStorage(storageOptions(folder.path))).close();
    const described = join(folder.path, 'described.db');
    const orm = await MikroORM.init({ entities: ENTITIES, dbName: described });
    await orm.schema.create();
    await orm.close();
    const expected = describeSchema(described);
    expect(expected.length).toBeGreaterThan(ENTITIES.length);
    expect(describeSchema(join(folder.path, 'tmws.db'))).toEqual(expected);
  });

  test('refuses values out of range by itself [storage.constraints]', async () => {
    using folder = temporaryFolder();
    await (await createSqliteStorage(storageOptions(folder.path))).close();
    const native = new SqliteDatabase(join(folder.path, 'tmws.db'));
    native.pragma('foreign_keys = on');
    const refused = (sql: string): string => {
      try {
        native.exec(sql);
        return 'accepted';
      } catch (error) {
        return String(error);
      }
    };
    expect(refused("insert into memberships values ('system', 'default', 'owner', 0)")).toContain('role_check');
    expect(refused("insert into memberships values ('nobody', 'default', 'admin', 0)")).toContain('FOREIGN KEY');
    expect(refused("insert into outbox (pattern_id, stage, created_at) values ('x', 'later', 0)")).toContain('stage');
    expect(refused('insert into change_counter values (2, 0)')).toContain('single');
    native.close();
  });

  test('refuses a second row of a name and version, unknown levels and weights out of range [storage.constraints]', async () => {
    await using world = await temporaryStorage();
    const patterns = [samplePattern({ patternName: 'one' }), samplePattern({ patternName: 'two' })];
    await world.storage.write(async (store) => {
      for (const pattern of patterns) await store.patterns.insert(pattern);
    });
    const native = new SqliteDatabase(join(world.folder, 'tmws.db'));
    for (const [change, constraint] of [
      ["pattern_name = 'one'", /UNIQUE.*pattern_name/],
      ["access_level = 'INTERNAL'", /access_level_check/],
      ["status = 'GONE'", /status_check/],
      ['learning_weight = 10.1', /learning_weight_check/],
      ['complexity_score = 2', /complexity_check/],
      ['confidence_prior = -1', /prior_check/],
      ['success_count = 1', /counts_check/],
    ] as const) {
      const update = native.prepare(`update patterns set ${change} where pattern_name = 'two'`);
      expect(() => update.run()).toThrow(constraint);
    }
    native.close();
  });

  test.each(['agent_id', 'namespace_id', 'category', 'access_level', 'lineage_id', 'parent_pattern_id'])(
    'has an index for the patterns of one %s [storage.indexed-queries]',
    async (column) => {
      await using world = await temporaryStorage();
      const plan = lookInto(world.folder, `explain query plan select * from patterns where ${column} = 'x'`);
      expect(plan).toMatchObject([{ detail: expect.stringMatching(/^SEARCH patterns USING INDEX/) }]);
    },
  );

  test('notes which version of the product made it', async () => {
    using folder = temporaryFolder();
    await (await createSqliteStorage(storageOptions(folder.path))).close();
    expect(lookInto(folder.path, 'select version, name, product_version from schema_versions')).toEqual(
      SCHEMA_STEPS.map(({ name }, place) => ({ version: place + 1, name, product_version: '0.1.0' })),
    );
  });

  test('is brought forward after a private copy of the database was made [storage.migrations, storage.migrations-backup]', async () => {
    using folder = temporaryFolder();
    const options = storageOptions(folder.path);
    const first = await createSqliteStorage(options);
    const pattern = samplePattern();
    await first.write(async (store) => {
      await store.identity.provision('alice', 'default');
      await store.patterns.insert(pattern);
    });
    await first.close();
    expect(readdirSync(folder.path)).not.toContain('backups');

    const steps = withStep({ name: 'add-colour', migration: AddColour });
    const second = await openSqliteStorage({ ...options, productVersion: '0.2.0' }, steps);
    expect(second.schemaVersion()).toBe(KNOWN + 1);
    expect(await second.read((store) => store.patterns.find(pattern.id))).toEqual(pattern);
    await second.close();
    expect(lookInto(folder.path, 'select product_version from schema_versions order by version')).toEqual([
      ...SCHEMA_STEPS.map(() => ({ product_version: '0.1.0' })),
      { product_version: '0.2.0' },
    ]);

    const [copy = ''] = readdirSync(options.backupDir);
    expect(copy).toMatch(new RegExp(`^tmws-schema-${KNOWN}-.*\\.db$`));
    expect(statSync(join(options.backupDir, copy)).mode & 0o777).toBe(0o600);
    using restored = temporaryFolder();
    copyFileSync(join(options.backupDir, copy), join(restored.path, 'tmws.db'));
    const old = await createSqliteStorage(storageOptions(restored.path));
    expect(await old.read((store) => store.patterns.find(pattern.id))).toEqual(pattern);
    await old.close();
  });

  test('stays as it was when a step fails', async () => {
    using folder = temporaryFolder();
    const options = storageOptions(folder.path);
    await (await createSqliteStorage(options)).close();
    await expect(openSqliteStorage(options, withStep({ name: 'fail', migration: FailHalfway }))).rejects.toThrow(
      'nowhere',
    );
    const again = await createSqliteStorage(options);
    expect(again.schemaVersion()).toBe(KNOWN);
    await again.close();
    expect(lookInto(folder.path, "select name from sqlite_master where name = 'half'")).toEqual([]);
  });

  test('of a later version is refused with that version, and the file is not touched [storage.newer-schema]', async () => {
    using folder = temporaryFolder();
    const options = storageOptions(folder.path);
    const steps = withStep({ name: 'add-colour', migration: AddColour });
    await (await openSqliteStorage({ ...options, productVersion: '7.0.0' }, steps)).close();
    const before = readFileSync(options.path);
    const error = await errorOf(createSqliteStorage(options));
    expect(error.reason).toBe('SCHEMA_NEWER');
    expect(error.message).toContain('7.0.0');
    expect(error.metadata).toMatchObject({
      made_by: '7.0.0',
      schema_version: String(KNOWN + 1),
      known_schema_version: String(KNOWN),
    });
    expect(readFileSync(options.path).equals(before)).toBe(true);
  });
});

describe('Trouble with the file', () => {
  test('that others may read is ended when the database is opened', async () => {
    using folder = temporaryFolder();
    const options = storageOptions(folder.path);
    await (await createSqliteStorage(options)).close();
    chmodSync(options.path, 0o644);
    await (await createSqliteStorage(options)).close();
    expect(statSync(options.path).mode & 0o777).toBe(0o600);
  });

  test('whose folder cannot be made is STORAGE_NOT_WRITABLE with the path', async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'file'), '');
    const options = { ...storageOptions(folder.path), path: join(folder.path, 'file', 'tmws.db') };
    const error = await errorOf(createSqliteStorage(options));
    expect(error.reason).toBe('STORAGE_NOT_WRITABLE');
    expect(error.metadata.path).toBe(options.path);
  });

  test('in whose place is a folder is STORAGE_NOT_WRITABLE', async () => {
    using folder = temporaryFolder();
    const options = storageOptions(folder.path);
    mkdirSync(options.path);
    expect((await errorOf(createSqliteStorage(options))).reason).toBe('STORAGE_NOT_WRITABLE');
  });

  test('that is no database, or a damaged one, says what to do', async () => {
    using folder = temporaryFolder();
    const options = storageOptions(folder.path);
    writeFileSync(options.path, 'this is not a database, but it is long enough to look like one. '.repeat(100));
    const foreign = await errorOf(createSqliteStorage(options));
    expect(foreign.message).toContain('is damaged or is no SQLite database');
    expect(foreign.message).toContain(options.backupDir);

    using other = temporaryFolder();
    const damaged = storageOptions(other.path);
    await (await createSqliteStorage(damaged)).close();
    const bytes = readFileSync(damaged.path);
    writeFileSync(damaged.path, bytes.fill(0xff, 4_096));
    expect((await errorOf(createSqliteStorage(damaged))).message).toContain('is damaged');
  });

  test('whose disk is full is STORAGE_FULL, changes nothing, and writes go on when there is room', async () => {
    using folder = temporaryFolder();
    const options = storageOptions(folder.path);
    const storage = await openSqliteStorage(options, withStep({ name: 'small', migration: SmallDisk }));
    const small = samplePattern();
    await storage.write(async (store) => {
      await store.identity.provision('alice', 'default');
      await store.patterns.insert(small);
    });
    const large = samplePattern({ patternData: { text: 'x'.repeat(1_000_000) } });
    const error = await errorOf(storage.write((store) => store.patterns.insert(large)));
    expect(error.reason).toBe('STORAGE_FULL');
    expect(error.message).toContain(options.path);
    const other = samplePattern();
    await storage.write((store) => store.patterns.insert(other));
    const found = await storage.read((store) => store.patterns.findMany([small.id, large.id, other.id]));
    expect(new Set(found.map((pattern) => pattern.id))).toEqual(new Set([small.id, other.id]));
    await storage.close();
  });

  test('that another program holds is an error that says so, and writes go on afterwards', async () => {
    using folder = temporaryFolder();
    const options = storageOptions(folder.path);
    const storage = await createSqliteStorage(options);
    const other = new SqliteDatabase(options.path);
    other.exec('begin immediate');
    const held = await errorOf(storage.write((store) => store.identity.provision('alice', 'default')));
    expect(held.message).toContain('held by another program');
    other.exec('rollback');
    other.close();
    await storage.write((store) => store.identity.provision('alice', 'default'));
    expect(await storage.read((store) => store.identity.findAgent('alice'))).toBeDefined();
    await storage.close();
  });
});
