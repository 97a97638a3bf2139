import { LlmBenchError } from '../../errors.ts'
import { plainText } from '../../plain-text.ts'
import type { MissingModelRecord } from '../../record/several/together.ts'
import { type SideBySide, sideBySideTag, type SituationRun } from '../../runs/several/side-by-side.ts'
import type { LlmRun } from '../llm-run.ts'

/** Runs of one model of several. */
export interface MeasuredModel<Name extends string = string> {
  readonly name: Name
  /** Its run with the machine for itself; null where that was not asked for. */
  readonly alone: LlmRun | null
  /** Its run while all the others answered too, or were routed to. */
  readonly together: LlmRun
  /**
   * Its run while just this other model answered too.
   * @throws LlmBenchError `not-measured` where those two were not measured together
   */
  beside(other: string): LlmRun
}

/** Result of measuring several models. */
export interface MeasuredModels<Name extends string = string> {
  /** The models that were measured to the end, in the order in which they were asked for. */
  readonly models: readonly MeasuredModel<Name>[]
  /** Those that broke, with the reason. */
  readonly missing: readonly MissingModelRecord[]
  /** Every run, in every situation. */
  readonly runs: readonly LlmRun[]
  /**
   * The runs of a model.
   * @throws LlmBenchError `not-measured` where it broke, or is none of them
   */
  of(name: Name): MeasuredModel<Name>
}

/** {@link MeasuredModels} of the runs of a measurement. */
export class SeveralRuns implements MeasuredModels {
  readonly models: readonly MeasuredModel[]
  readonly missing: readonly MissingModelRecord[]
  readonly runs: readonly LlmRun[]

  constructor(names: readonly string[], runs: readonly LlmRun[], missing: readonly MissingModelRecord[]) {
    this.runs = runs
    this.missing = missing
    const situations = runs.flatMap((run): (SituationRun & { readonly run: LlmRun })[] => {
      const { together } = run.record
      return together === null ? [] : [{ model: together.model, beside: together.beside, run }]
    })
    for (const { model, run } of situations) tag(run, { model, models: names, runs: situations })
    const standing = names.filter((name) => missing.every(({ model }) => model !== name))
    this.models = standing.flatMap((name): MeasuredModel[] => {
      const own = situations.filter(({ model }) => model === name)
      const together = own.toSorted((one, other) => other.beside.length - one.beside.length)[0]?.run
      if (together === undefined) return []
      const alone = own.find(({ beside }) => beside.length === 0)?.run ?? null
      const measured = { name, alone, together, beside: (other: string) => besideOf(name, other, own) }
      return [tag(measured, { model: name, models: names, runs: situations })]
    })
  }

  of(name: string): MeasuredModel {
    const found = this.models.find((model) => model.name === name)
    if (found !== undefined) return found
    const broken = this.missing.find(({ model }) => model === name)
    const why =
      broken === undefined
        ? `there are ${this.models.map((model) => model.name).join(', ')}`
        : `it broke: ${broken.reason}`
    throw new LlmBenchError('not-measured', `no model "${plainText(name)}" was measured: ${plainText(why)}`)
  }
}

/** Not to be walked into by whoever prints what was measured. */
function tag<Measured extends object>(measured: Measured, value: SideBySide): Measured {
  return Object.defineProperty(measured, sideBySideTag, { value, configurable: true })
}

function besideOf(name: string, other: string, own: readonly (SituationRun & { readonly run: LlmRun })[]): LlmRun {
  const found = own.find(({ beside }) => beside.length === 1 && beside[0] === other)
  if (found !== undefined) return found.run
  throw new LlmBenchError(
    'not-measured',
    `"${plainText(name)}" was not measured beside "${plainText(other)}" alone: ask for it with { alone: 'pairs' }`,
  )
}
