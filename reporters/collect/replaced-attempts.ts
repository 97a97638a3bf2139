import type { TestCase } from 'vitest/node'
import type { RunHeader } from '../../src/plan/header.ts'
import type { PlaceRecord } from '../../src/record/place.ts'
import type { EnvironmentArtifact, OurArtifact } from '../../src/worker/artifacts.ts'

type Made = Pick<PlaceRecord, 'attempt' | 'repeat'>

/**
 * Says of each attempt of a test whether a retry took its place: within one repeat the last decides,
 * as Vitest counts it. An attempt that has left nothing but its end counts too.
 */
export function replacedAttempts(test: TestCase, artifacts: readonly OurArtifact[]): (made: Made) => boolean {
  const last = new Map<number, number>()
  const saw = (repeat: number, attempt: number): void => {
    last.set(repeat, Math.max(last.get(repeat) ?? 0, attempt))
  }
  for (const { repeatIndex, retryIndex } of test.attempts()) saw(repeatIndex, retryIndex)
  for (const artifact of artifacts) {
    if (artifact.type === 'vitest-llm-bench:environment') continue
    const made = madeIn(artifact)
    saw(indexOf(made), made.attempt)
  }
  return (made) => made.attempt < (last.get(indexOf(made)) ?? 0)
}

function madeIn(artifact: Exclude<OurArtifact, EnvironmentArtifact>): Made {
  if (artifact.type === 'vitest-llm-bench:run') return artifact.record
  return artifact.type === 'vitest-llm-bench:started' ? artifact.header : artifact
}

/** Says of each run that is known by its header alone whether a later attempt of its test was written down too. */
export function replacedAmong(headers: readonly RunHeader[]): (header: RunHeader) => boolean {
  const last = new Map<string, number>()
  for (const header of headers) {
    const test = testOf(header)
    last.set(test, Math.max(last.get(test) ?? 0, header.attempt))
  }
  return (header) => header.attempt < (last.get(testOf(header)) ?? 0)
}

function testOf({ project, file, test, repeat }: RunHeader): string {
  return JSON.stringify([project, file, test, indexOf({ attempt: 0, repeat })])
}

function indexOf({ repeat }: Made): number {
  return (repeat?.number ?? 1) - 1
}
