import { plainText } from '../../plain-text.ts'
import { formatCount } from '../../figures.ts'
import { kvCacheName, type KvCache } from '../../models/kv-cache.ts'
import type { ModelLoadOptions } from '../../models/model-options.ts'
import type { AxisRecord } from '../../record/sweep.ts'
import { type Matrix, type MatrixAxis, matrixAxes, valuesOf } from './matrix.ts'
import { quantizedSpec } from './quantized-spec.ts'

/** One configuration to measure. */
export interface Cell {
  /** Values of the axes that vary, for people: `Q4_0, 2 threads`. */
  readonly name: string
  /** Its place on each axis that varies. */
  readonly axes: readonly AxisRecord[]
  readonly spec: string
  readonly options: ModelLoadOptions
  /** Tokens that stand in the context before each prompt; null where the workload says. */
  readonly depth: number | null
  /** Reason why this machine cannot do it, where that is known before it is tried; else null. */
  readonly unsupported: string | null
}

/** Which cells of a matrix are measured: all, or those that differ from the first one in one option. */
export type Vary = 'all' | 'one'

interface Choice extends Readonly<Partial<Record<MatrixAxis, unknown>>> {
  readonly model?: string
  readonly quantization?: string
  readonly depth?: number
}

/**
 * The cells of a matrix, the one that the others are set beside first; each once.
 * @param names models by the names of the registry
 */
export function cellsOf(matrix: Matrix, vary: Vary = 'all', names: object = {}): Cell[] {
  const given = matrixAxes.filter((axis) => valuesOf(matrix, axis).length > 0)
  const varied = given.filter((axis) => valuesOf(matrix, axis).length > 1)
  const choices = vary === 'all' ? productOf(matrix, given) : oneByOne(matrix, given)
  const cells = choices.map((choice) => cellOf(choice, varied, names))
  return [...new Map(cells.map((cell) => [JSON.stringify([cell.spec, cell.options, cell.depth]), cell])).values()]
}

function productOf(matrix: Matrix, axes: readonly MatrixAxis[]): Choice[] {
  return axes.reduce<Choice[]>(
    (choices, axis) => choices.flatMap((choice) => valuesOf(matrix, axis).map((value) => changed(choice, axis, value))),
    [{}],
  )
}

function oneByOne(matrix: Matrix, axes: readonly MatrixAxis[]): Choice[] {
  const first: Choice = Object.fromEntries(axes.map((axis) => [axis, valuesOf(matrix, axis)[0]]))
  return [
    first,
    ...axes.flatMap((axis) =>
      valuesOf(matrix, axis)
        .slice(1)
        .map((value) => changed(first, axis, value)),
    ),
  ]
}

function changed(choice: Choice, axis: MatrixAxis, value: unknown): Choice {
  return { ...choice, [axis]: value }
}

function cellOf(choice: Choice, varied: readonly MatrixAxis[], names: object): Cell {
  const { model, quantization, batch, context, depth, ...options } = choice
  const spec = model ?? ''
  const axes = varied.map((axis) => axisOf(axis, choice[axis]))
  return {
    name: axes.length === 0 ? spec : varied.map((axis) => valueName(axis, choice[axis])).join(', '),
    axes,
    spec: quantization === undefined ? spec : quantizedSpec(spec, quantization, names),
    options: {
      ...(options as ModelLoadOptions),
      ...(batch === undefined ? {} : { batchSize: batch as ModelLoadOptions['batchSize'] }),
      ...(context === undefined ? {} : { contextSize: context as ModelLoadOptions['contextSize'] }),
    },
    depth: depth ?? null,
    unsupported: null,
  }
}

function axisOf(axis: MatrixAxis, value: unknown): AxisRecord {
  return { name: axis, value: recordedValue(axis, value), unit: axis === 'depth' ? 'tokens' : null }
}

function recordedValue(axis: MatrixAxis, value: unknown): AxisRecord['value'] {
  return axis === 'kvCache' ? kvCacheName(value as KvCache) : (value as AxisRecord['value'])
}

const valueNames: Readonly<Partial<Record<MatrixAxis, (value: unknown) => string>>> = {
  threads: (value) => (value === 1 ? '1 thread' : `${String(value)} threads`),
  gpuLayers: (value) => `${String(value)} layers on the GPU`,
  kvCache: (value) => `KV ${kvCacheName(value as KvCache)}`,
  flashAttention: (value) => `flash attention ${switchName(value)}`,
  mmap: (value) => `mmap ${switchName(value)}`,
  batch: (value) => `batch ${String(value)}`,
  context: (value) => `context ${String(value)}`,
  depth: (value) => `depth ${formatCount(Number(value))}`,
}

function valueName(axis: MatrixAxis, value: unknown): string {
  return valueNames[axis]?.(value) ?? plainText(String(value))
}

function switchName(value: unknown): string {
  return value === true ? 'on' : value === false ? 'off' : String(value)
}
