import { readdirSync } from 'node:fs'
import { differingFields } from '../machine/facts/fingerprint.ts'
import { plainName } from '../plain-text.ts'
import type { NoiseFile, NoiseFloorRecord } from '../record/baseline.ts'
import type { Fingerprint } from '../record/environment.ts'
import { isOfFigure, noisePath, noiseRoot, type NoiseKey, readNoiseFile } from './noise-file.ts'
import type { UsableFloor } from './regression.ts'

/** The noise floor of a run's metric on this machine, and what was found beside. */
export interface FoundFloor {
  /** Null where there is none that can be used. */
  readonly floor: UsableFloor | null
  /** Why floors that are there are not used, a sentence each. */
  readonly notes: readonly string[]
}

/**
 * The noise floor of a run's median on this machine. Where nobody measured that of its bench, the largest of the same
 * metric and the same fingerprint (machine, engine and model) stands in for it, and is named: it errs to the side of
 * seeing less. Floors of another machine, engine or model say nothing here, and a file that is damaged or of another
 * schema is not used: a sentence says so.
 */
export function findNoiseFloor(root: string, fingerprint: Fingerprint, key: NoiseKey): FoundFloor {
  const read = readNoiseFile(noisePath(root, fingerprint), fingerprint)
  if (read.kind === 'unusable') return { floor: null, notes: [read.why] }
  const floors = read.kind === 'none' ? [] : read.file.floors.filter((floor) => isOfFigure(floor, key))
  const own = floors.find((floor) => floor.key === key.key)
  if (own !== undefined) return { floor: { ...own, standsIn: null }, notes: [] }
  const [noisiest] = floors.toSorted((one, other) => other.variance - one.variance)
  if (noisiest !== undefined) return { floor: { ...noisiest, standsIn: noisiest.key }, notes: [] }
  return { floor: null, notes: elsewhere(root, fingerprint, key) }
}

/** A note on floors of this very bench and metric that were measured under other conditions. */
function elsewhere(root: string, fingerprint: Fingerprint, key: NoiseKey): string[] {
  const isOwn = (floor: NoiseFloorRecord): boolean => floor.key === key.key && isOfFigure(floor, key)
  const [nearest] = filesOf(root)
    .filter(({ floors }) => floors.some(isOwn))
    .map((file) => differingFields(fingerprint, file.fingerprint))
    .toSorted((one, other) => one.length - other.length)
  if (nearest === undefined || nearest.length === 0) return []
  return [
    `the noise floor of this bench was measured with another fingerprint (${nearest.map(plainName).join('; ')}) ` +
      'and is not used: measure it here with llm-bench noise',
  ]
}

function filesOf(root: string): NoiseFile[] {
  return namesOf(noiseRoot(root)).flatMap((name) => {
    const hash = name.slice(0, -'.json'.length)
    const read = readNoiseFile(noisePath(root, { hash }), { hash })
    return read.kind === 'read' ? [read.file] : []
  })
}

function namesOf(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}
