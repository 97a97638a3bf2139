import { existsSync } from 'node:fs'
import { findNoiseFloor } from '../../baseline/find-noise-floor.ts'
import { type NoiseKey, noiseRoot } from '../../baseline/noise-file.ts'
import { runKey } from '../../baseline/run-key.ts'
import { collectEnvironment } from '../../machine/facts/environment.ts'
import { fingerprintOf } from '../../machine/facts/fingerprint.ts'
import type { Subject } from '../subject.ts'
import type { NoiseFloor } from '../../stats/launches/noise-floor.ts'
import { findWorkerContext } from '../../worker/worker-context.ts'

/**
 * The noise floor that `llm-bench noise` measured on this machine for a figure of a run's own bench; null where nobody
 * did: that of another bench stands in for none.
 */
export function noiseFloorFor({ record }: Subject, figure: Omit<NoiseKey, 'key'>): NoiseFloor | null {
  const root = findWorkerContext()?.runRoot ?? process.cwd()
  // The fingerprint takes a look at the machine, which plain test files need not pay for.
  if (!existsSync(noiseRoot(root))) return null
  const fingerprint = fingerprintOf(collectEnvironment(root), record.target)
  const { floor } = findNoiseFloor(root, fingerprint, { key: runKey(record), ...figure })
  return floor?.standsIn === null ? floor : null
}
