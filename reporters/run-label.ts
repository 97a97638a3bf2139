import type { Backend, Provenance, RunRecord } from '../src/runs/record.ts'
import { plainText, truncate } from './text.ts'

const provenanceLabels: Readonly<Record<Provenance, string | null>> = {
  measured: null,
  declared: 'declared',
  estimated: 'estimated',
  assumed: 'assumed',
  simulated: 'simulated',
  synthetic: 'synthetic weights',
}

const backendLabels: Readonly<Record<Backend, string>> = {
  metal: 'Metal',
  cuda: 'CUDA',
  vulkan: 'Vulkan',
  cpu: 'CPU',
}

/** What must stand beside every figure of this provenance; null for a plain measurement. */
export function provenanceLabel(provenance: Provenance): string | null {
  return provenanceLabels[provenance]
}

/** Everything that must stand beside a run's figures: `synthetic weights`, `partial`, `retry 1`. */
export function runMarks(run: RunRecord): string[] {
  const label = provenanceLabel(run.provenance)
  return [
    ...(label === null ? [] : [label]),
    ...(run.state === 'partial' ? ['partial'] : []),
    ...(run.attempt > 0 ? [`retry ${run.attempt}`] : []),
  ]
}

/**
 * The run's name on one line, with its marks in parentheses. Where it is wider than `width` columns
 * the name is cut, never the marks: no figure may lose its label.
 */
export function runLabel(run: RunRecord, width: number = Infinity): string {
  const marks = runMarks(run)
  const suffix = marks.length === 0 ? '' : ` (${marks.join(', ')})`
  return `${truncate(plainText(run.name), Math.max(8, width - suffix.length))}${suffix}`
}

/** The backend as its makers write it, or null where it is not known. */
export function backendLabel(run: RunRecord): string | null {
  return run.target.backend === null ? null : backendLabels[run.target.backend]
}

function testOf(run: RunRecord): string {
  return JSON.stringify([run.file, run.test])
}

/** The runs without those that a retry of the same test replaced. */
export function latestAttempts(runs: readonly RunRecord[]): RunRecord[] {
  const latest = new Map<string, number>()
  for (const run of runs) {
    const key = testOf(run)
    latest.set(key, Math.max(latest.get(key) ?? 0, run.attempt))
  }
  return runs.filter((run) => run.attempt === latest.get(testOf(run)))
}
