import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LlmRun } from '../../src/vitest/llm-run.ts'
import type { RunRecord } from '../../src/record/run.ts'
import type { EncodedColumns } from '../../src/record/samples.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { constructedRun, type Construction } from '../matchers/support/run-builder.ts'

/** `n` seeded log-normal latencies around `median`, one client. */
export function seededLatencies(n: number, median: number, seed: number, spread = 0.1): number[] {
  const random = seededRandom(seed)
  return Array.from({ length: n }, () => {
    const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return median * Math.exp(spread * z)
  })
}

/** A constructed run of seeded latencies. */
export function seededRun(n: number, median: number, seed: number, construction: Construction = {}): LlmRun {
  return constructedRun(seededLatencies(n, median, seed), construction)
}

/** What the reporter has of a run: the two parts of its artifact. */
export function artifactOf(run: LlmRun): { record: RunRecord; columns: EncodedColumns } {
  return run.latency.llm
}

/** A folder that is gone with the block it is declared in. */
export function temporaryRoot(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'baseline-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}
