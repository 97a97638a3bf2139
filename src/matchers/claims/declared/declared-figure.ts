import { formatCount } from '../../../figures.ts'
import { checkOptions } from '../../../option-check/check-options.ts'
import { notAllowed } from '../../../option-check/sentences.ts'
import { declaredFigures, type DeclaredName, declaredSchema } from './declared-schema.ts'

/** One figure that somebody declared, in the unit of what is claimed. */
export interface DeclaredFigure {
  readonly name: DeclaredName
  readonly value: number
  readonly source: string
}

/** Whether the other side of a comparison is a declared figure. */
export function isDeclared(other: unknown): other is object {
  return typeof other === 'object' && other !== null && Object.hasOwn(other, 'declared')
}

/**
 * The one figure that was declared.
 * @throws LlmBenchError `invalid-option`
 */
export function declaredFigure(matcher: string, other: object): DeclaredFigure {
  const call = (path: string): string => `${matcher}(${path === '' ? 'other' : `{ ${path} }`})`
  const { declared } = checkOptions(declaredSchema, other, { call })
  const found = declaredFigures.flatMap((name) => {
    const value = declared[name]
    return value === undefined ? [] : [{ name, value, source: declared.source }]
  })
  const [figure] = found
  if (figure === undefined || found.length > 1) {
    const count = figure === undefined ? 'no figure' : `${formatCount(found.length)} figures`
    throw notAllowed(call('declared'), count, 'one of mean, p50, p90, p95, p99 and throughput')
  }
  return figure
}
