import { homedir } from 'node:os'
import { cacheDirectory } from '../../../src/models/cache.ts'
import { findBinary } from '../../../src/servers/presets/find-binary.ts'
import { llamaServer } from '../../../src/servers/presets/llama-server.ts'

/** The user's cache folder, also where the tests have one of their own: building takes minutes. */
export const llamaCache: string = cacheDirectory(undefined, process.cwd(), {
  environment: { ...process.env, LLM_BENCH_CACHE: undefined },
  platform: process.platform,
  home: homedir(),
})

/** Why there is no llama-server to test; empty when there is one. */
export const noLlamaServer: string = whyNoServer()

function whyNoServer(): string {
  try {
    const { env: environment, platform, arch } = process
    findBinary(llamaServer({ model: 'any.gguf' }), { environment, platform, arch, cacheDirectory: llamaCache })
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
