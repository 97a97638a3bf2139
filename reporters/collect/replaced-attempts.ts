import type { TestCase } from 'vitest/node'
import type { PlaceRecord } from '../../src/record/place.ts'
import type { OurArtifact } from '../../src/worker/artifacts.ts'

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
    const made = madeIn(artifact)
    saw(indexOf(made), made.attempt)
  }
  return (made) => made.attempt < (last.get(indexOf(made)) ?? 0)
}

function madeIn(artifact: OurArtifact): Made {
  if (artifact.type === 'vitest-llm-bench:run') return artifact.record
  return artifact.type === 'vitest-llm-bench:started' ? artifact.header : artifact
}

function indexOf({ repeat }: Made): number {
  return (repeat?.number ?? 1) - 1
}
