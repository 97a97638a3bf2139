import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, isObject, listOf, parsedJson, textOf } from '../../json.ts'
import type { EnvironmentRecord } from '../../record/environment.ts'
import type { FoundNoise } from './examination.ts'

/** The noise floors of the project that were measured with this processor. */
export function foundNoise(root: string, { cpu }: EnvironmentRecord): FoundNoise {
  const floors = filesIn(join(root, '.llm-bench', 'noise')).flatMap((text) => {
    const file = parsedJson(text)
    if (at(file, 'fingerprint', 'fields', 'cpu') !== cpu.model) return []
    return (listOf(at(file, 'floors')) ?? []).filter(isObject)
  })
  const keys = new Set(floors.flatMap(({ key }) => textOf(key) ?? []))
  const times = floors.flatMap(({ measuredAt }) => textOf(measuredAt) ?? [])
  return { benches: keys.size, measuredAt: times.toSorted().at(-1) ?? null }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
  } catch {
    return []
  }
}
