import type { Backend } from '../../src/record/target.ts'
import type { Provenance } from '../../src/record/figure.ts'
import type { PlaceRecord } from '../../src/record/place.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { hasRandomExperts, randomExpertsLabel } from '../../src/models/random-experts.ts'
import { estimatesTokens } from '../../src/verdicts/estimated-tokens.ts'
import { bounded, cutApart, plainText, truncate, usualHeadShare } from '../../src/plain-text.ts'

type Attempt = 'attempt' | 'repeat' | 'replaced'

const provenanceLabels: Readonly<Record<Provenance, string | null>> = {
  measured: null,
  recorded: 'recorded',
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

/** Label that must stand beside every figure of this provenance; null for a plain measurement. */
export function provenanceLabel(provenance: Provenance): string | null {
  return provenanceLabels[provenance]
}

/** All marks that must stand beside a run's figures: `synthetic weights`, `tokens estimated`, `partial`, `retry 1`. */
export function runMarks(run: RunRecord): string[] {
  const label = provenanceLabel(run.provenance)
  return [
    ...(label === null ? [] : [label]),
    ...(hasRandomExperts(run) ? [randomExpertsLabel] : []),
    ...(estimatesTokens(run) ? ['tokens estimated'] : []),
    ...(run.state === 'partial' ? ['partial'] : []),
    ...attemptMarks(run),
  ]
}

/** Marks of an attempt among others of the same test: `repeat 2 of 3`, `retry 1`, `replaced`. */
export function attemptMarks({ attempt, repeat, replaced }: Pick<PlaceRecord, Attempt>): string[] {
  return [
    // Reports of earlier versions know no repeats.
    ...((repeat ?? null) === null ? [] : [`repeat ${repeat?.number} of ${repeat?.of}`]),
    ...(attempt > 0 ? [`retry ${attempt}`] : []),
    ...(replaced ? ['replaced'] : []),
  ]
}

/** Name of a run as tables show it; its own in a report of an earlier version. */
export function runTitle({ title, name }: Pick<RunRecord, 'title' | 'name'>): string {
  return (title as string | undefined) === undefined || title === '' ? name : title
}

/**
 * The run's name on one line, with its marks in parentheses. Where it is wider than `width` columns
 * the name is cut (as by `truncate`), never the marks: no figure may lose its label.
 */
export function runLabel(run: RunRecord, width: number = Infinity): string {
  return marked(bounded(runTitle(run)), runMarks(run), width, usualHeadShare)
}

/** The labels of runs that stand below each other, cut where most of them stay different, never in their marks. */
export function runLabels(runs: readonly RunRecord[], width: number): string[] {
  const marks = runs.map(runMarks)
  return cutApart(
    runs.map((run) => plainText(bounded(runTitle(run)))),
    (title, headShare, index) => marked(title, marks[index] ?? [], width, headShare),
  )
}

function marked(title: string, marks: readonly string[], width: number, headShare: number): string {
  const suffix = marks.length === 0 ? '' : ` (${marks.join(', ')})`
  return `${truncate(plainText(title), Math.max(8, width - suffix.length), headShare)}${suffix}`
}

/** The backend as its makers write it, or null where it is not known. */
export function backendLabel(run: RunRecord): string | null {
  return run.target.backend === null ? null : backendLabels[run.target.backend]
}

/** The runs without those that a retry of the same test replaced. */
export function latestAttempts(runs: readonly RunRecord[]): RunRecord[] {
  return runs.filter(({ replaced }) => !replaced)
}
