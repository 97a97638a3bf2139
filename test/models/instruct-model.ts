import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDirectory } from '../../src/models/cache.ts'
import { homeFolder } from '../../src/models/home-path.ts'

/**
 * SmolLM2-135M-Instruct in Q4_1, as `npm run real-servers` brings it into the user's cache; tests that need it skip
 * where it is missing. `LLM_BENCH_REAL_SERVERS` names another folder.
 */
export const instructModel: string = join(
  process.env['LLM_BENCH_REAL_SERVERS'] || join(userCache(), 'real-servers'),
  'models',
  'SmolLM2-135M-Instruct.Q4_1.gguf',
)

export const noInstructModel: string | false = existsSync(instructModel)
  ? false
  : `no instruct model at ${instructModel}`

/** The user's own cache folder, whatever folder the models of the suite are in. */
function userCache(): string {
  const { LLM_BENCH_CACHE: _of, ...environment } = process.env
  return cacheDirectory(undefined, process.cwd(), { environment, platform: process.platform, home: homeFolder() })
}
