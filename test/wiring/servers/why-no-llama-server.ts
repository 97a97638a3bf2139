import { homedir } from 'node:os'
import { cacheDirectory as usualCache } from '../../../src/models/cache.ts'
import { findBinary } from '../../../src/servers/presets/find-binary.ts'
import { llamaRouterServer } from '../../../src/servers/presets/llama-router.ts'

/** Why there is no llama-server; empty where there is one. */
export function whyNoLlamaServer(): string {
  const { env: environment, platform, arch } = process
  const cacheDirectory = usualCache(undefined, process.cwd(), {
    environment: { ...environment, LLM_BENCH_CACHE: undefined },
    platform,
    home: homedir(),
  })
  try {
    findBinary(llamaRouterServer({ modelsDir: '.' }, null), { environment, platform, arch, cacheDirectory })
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
