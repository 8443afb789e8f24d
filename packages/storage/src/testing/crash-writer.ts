import { randomUUID } from 'node:crypto';
import { createSqliteStorage } from '../sqlite-storage.ts';
import { samplePattern } from './sample-pattern.ts';
import { storageOptions } from './temporary-storage.ts';

// Writes patterns for ever and prints the id of each one that was acknowledged.
const [folder = ''] = process.argv.slice(2);
const storage = await createSqliteStorage(storageOptions(folder));
await storage.write((store) => store.identity.provision('alice', 'default'));
for (;;) {
  const pattern = samplePattern({ tags: ['crash'] });
  await storage.write(async (store) => {
    await store.patterns.insert(pattern);
    await store.outbox.add([pattern.id], new Date());
    await store.usages.insert({
      id: randomUUID(),
      patternId: pattern.id,
      agentId: 'alice',
      executionTime: undefined,
      success: undefined,
      contextData: undefined,
      usedAt: new Date(),
      countsInEffectiveness: false,
      applicationId: undefined,
    });
  });
  process.stdout.write(`${pattern.id}\n`);
}
