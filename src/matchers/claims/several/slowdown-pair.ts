import { notAllowed } from '../../../option-check/sentences.ts'
import { shown } from '../../../option-check/shown.ts'
import { plainText } from '../../../plain-text.ts'
import { type SideBySide, sideBySideOf, type SituationRun } from '../../../runs/several/side-by-side.ts'
import { subjectOf } from '../../../runs/subject.ts'
import { notMeasured } from '../measured-run.ts'

/** A run of a model beside others, and the one that it is set beside. */
export interface SlowdownPair {
  readonly ours: unknown
  readonly theirs: unknown
}

/**
 * The two runs of a claim that a model is slower for others.
 * @throws LlmBenchError `not-measured` for what is no model of several, and for a situation that was not measured;
 * `invalid-option` for another model that is none of them
 */
export function slowdownPair(received: unknown, other: unknown, matcher: string): SlowdownPair {
  const measured = sideBySideOf(received)
  const run = subjectOf(received)
  // Any two runs of one comparison can be set beside each other, whoever measured them.
  if (run !== null && subjectOf(other) !== null) return { ours: received, theirs: other }
  if (measured === null) {
    throw notMeasured(
      matcher,
      "received no model of several; give one of `await models([…])`, measured: expect(measured.of('small'))",
    )
  }
  const { model } = measured
  const wanted = othersOf(other, measured, matcher)
  const theirs = situationOf(measured, [])
  const ours = situationOf(measured, wanted)
  if (theirs !== null && ours !== null) return { ours: ours.run, theirs: theirs.run }
  const name = plainText(model)
  throw notMeasured(
    matcher,
    theirs === null
      ? `"${name}" was not measured alone: leave alone: false out`
      : `"${name}" was not measured beside ${wanted.map((one) => `"${plainText(one)}"`).join(' and ')} and no other ` +
          "model: ask for it with { alone: 'pairs' }",
  )
}

function situationOf({ model, runs }: SideBySide, beside: readonly string[]): SituationRun | null {
  const key = beside.toSorted().join('\n')
  return runs.find((run) => run.model === model && run.beside.toSorted().join('\n') === key) ?? null
}

function othersOf(other: unknown, { model, models }: SideBySide, matcher: string): readonly string[] {
  const others = models.filter((name) => name !== model)
  if (other === 'all') return others
  const names = (Array.isArray(other) ? other : [other]).map(nameOf)
  const wrong = names.length === 0 ? other : names.find((name) => name === null || !others.includes(name))
  if (wrong !== undefined) {
    throw notAllowed(
      `${matcher}(other)`,
      shown(wrong === null ? other : wrong),
      `the name of another model (${others.join(', ')}), a list of them, 'all', or a run measured in turns with it`,
    )
  }
  return names as string[]
}

/** The name that a model is given by: a text, or what was measured of it. */
function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  return sideBySideOf(value)?.model ?? handleNameOf(value)
}

/** The name of a handle of `models(…)`: that of its spec, where nobody named it otherwise. */
function handleNameOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  const { name, spec } = value as { readonly name?: unknown; readonly spec?: unknown }
  return typeof name === 'string' ? name : typeof spec === 'string' ? spec : null
}
