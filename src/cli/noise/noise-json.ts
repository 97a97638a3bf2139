import { plainJson } from '../../plain-text.ts'
import { selfTest } from './judge-self-test.ts'
import type { FoundNoise } from './run-noise.ts'
import type { SelfTest } from './run-self-test.ts'

/** The noise of each bench and metric as JSON, for programs. */
export function noiseJson(found: FoundNoise, change: number): string {
  return json({ change, ...noiseParts(found) })
}

/** A self-test as JSON, for programs: a bench without an outcome had nothing injected. */
export function selfTestJson({ benches, launches, found }: SelfTest, exitCode: number): string {
  const { injected, by } = selfTest
  const parts = benches.map(({ key, name, target, judgement, tokens }) => ({
    key,
    name,
    target: { kind: target.kind, model: target.model },
    outcome: judgement?.outcome ?? null,
    visible: judgement?.visible ?? null,
    wanted: judgement?.wanted ?? null,
    same: partsOf(judgement?.same ?? null),
    slower: partsOf(judgement?.slower ?? null),
    tokens,
  }))
  return json({ exitCode, injected, by, launches, benches: parts, ...noiseParts(found) })
}

function partsOf(judgement: NonNullable<SelfTest['benches'][number]['judgement']>['same']): object | null {
  if (judgement === null) return null
  const { verdict, observed, interval } = judgement
  return { verdict, ratio: observed, interval }
}

function noiseParts({ noise, launchMs, paths, notes }: FoundNoise): object {
  const floors = noise.map(({ name, floor, spread, visible, wanted }) => ({ name, ...floor, spread, visible, wanted }))
  return { floors, launchMs, paths, notes }
}

function json(value: object): string {
  return plainJson(JSON.stringify(value, null, 2))
}
