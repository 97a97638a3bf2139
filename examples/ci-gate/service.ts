import { type SpawnedMockServer, spawnMockServer } from 'vitest-llm-bench/mock-server'

/** Stands in for the service of this repository. `SLOWER=3` makes it three times as slow: a change that the gate must see. */
export async function startService(): Promise<SpawnedMockServer> {
  const slower = Number(process.env['SLOWER'] ?? 1)
  return await spawnMockServer({ ttft: 40 * slower, interToken: 2 * slower, tokens: 16, models: ['small-model'] })
}
