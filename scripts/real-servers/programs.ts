import { cacheDirectory } from '../../src/models/cache.ts'
import { findBinary } from '../../src/servers/presets/find-binary.ts'
import { llamaServer } from '../../src/servers/presets/llama-server.ts'
import { installedProgram, realModel } from './places.ts'
import type { ListedServer } from './server-call.ts'

/** The program of a server. @throws Error where it is missing, saying what brings it */
export function programOf(name: ListedServer): string {
  if (name === 'llama-server') {
    const { env: environment, platform, arch } = process
    const spec = llamaServer({ model: realModel.file() })
    return findBinary(spec, { environment, platform, arch, cacheDirectory: cacheDirectory(undefined, process.cwd()) })
  }
  const program = installedProgram(name)
  if (program === null) throw new Error(`${name} is not installed: npm run real-servers -- ${name}`)
  return program
}

/** Reason why a server has no program here; null where it has. */
export function whyMissing(name: ListedServer): string | null {
  try {
    programOf(name)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
