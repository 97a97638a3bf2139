import { statSync } from 'node:fs'
import { filesOfModel } from './gguf/split-parts.ts'
import { parseModelSpec, type SpecContext } from './spec.ts'
import { syntheticFileBytes } from './synthetic/synthetic-plan.ts'

/**
 * Bytes of the file that a spec names, before anything is written, downloaded or loaded; null where that cannot be
 * told: of a model on a hub, of a file that is missing, and of a spec that names nothing.
 */
export function fileBytesOf(spec: string, context: SpecContext): number | null {
  try {
    const parsed = parseModelSpec(spec, context)
    if (parsed.kind === 'synthetic') return syntheticFileBytes(parsed)
    if (parsed.kind !== 'file') return null
    return filesOfModel(parsed.path).reduce((sum, path) => sum + statSync(path).size, 0)
  } catch {
    // Whoever loads it says why.
    return null
  }
}
