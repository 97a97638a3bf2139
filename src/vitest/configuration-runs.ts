import { LlmBenchError } from '../errors.ts'
import { plainText } from '../plain-text.ts'
import type { AxisRecord, MissingCellRecord } from '../record/sweep.ts'
import { siblingsTag } from '../runs/cells/siblings.ts'
import type { Cell } from '../sweeps/matrix/cells.ts'
import type { LlmRun } from './llm-run.ts'

/** A configuration that was measured. */
export interface MeasuredConfiguration {
  /** Values of what varies: `Q4_0, 2 threads`. */
  readonly name: string
  /** Its value of each option that varies, by the option's name in the matrix. */
  readonly values: Readonly<Record<string, AxisRecord['value']>>
  readonly run: LlmRun
}

/** Result of `configurations`. */
export interface Configurations {
  /** The configurations that were measured, in the order of the matrix. */
  readonly cells: readonly MeasuredConfiguration[]
  /** Those that could not be, with the reason. */
  readonly missing: readonly MissingCellRecord[]
  /**
   * The one measured configuration with these values.
   * @throws LlmBenchError `not-measured` where there is none, or more than one
   */
  at(values: Readonly<Record<string, AxisRecord['value']>>): MeasuredConfiguration
}

/** {@link Configurations} of runs, which are in the order of their cells. */
export class ConfigurationRuns implements Configurations {
  readonly cells: readonly MeasuredConfiguration[]
  readonly missing: readonly MissingCellRecord[]

  constructor(cells: readonly Cell[], runs: readonly LlmRun[], missing: readonly MissingCellRecord[]) {
    this.missing = missing
    const byAxes = new Map(cells.map((cell) => [JSON.stringify(cell.axes), cell]))
    this.cells = runs.flatMap((run): MeasuredConfiguration[] => {
      const { axes = [] } = run.record.sweep ?? {}
      const cell = byAxes.get(JSON.stringify(axes))
      if (cell === undefined) return []
      const values = Object.fromEntries(axes.map(({ name, value }) => [name, value]))
      // Not to be walked into by whoever prints a configuration.
      return [Object.defineProperty({ name: cell.name, values, run }, siblingsTag, { value: this })]
    })
  }

  at(values: Readonly<Record<string, AxisRecord['value']>>): MeasuredConfiguration {
    const wanted = Object.entries(values)
    const found = this.cells.filter((cell) => wanted.every(([name, value]) => cell.values[name] === value))
    const [only] = found
    if (only !== undefined && found.length === 1) return only
    const missing = this.missing.find(({ axes }) =>
      wanted.every(([name, value]) => axes.some((axis) => axis.name === name && axis.value === value)),
    )
    const text = wanted.map(([name, value]) => `${name} ${String(value)}`).join(', ')
    const why =
      found.length > 1
        ? `${found.length} have it: name more of what varies`
        : missing === undefined
          ? `there are ${this.cells.map(({ name }) => name).join('; ')}`
          : `it is ${missing.state}: ${missing.reason}`
    throw new LlmBenchError('not-measured', `no one configuration with ${plainText(text)} was measured: ${why}`)
  }
}
