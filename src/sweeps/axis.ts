import type { AxisRecord } from '../record/sweep.ts'

/** Option that a load sweep varies: clients, or requests per second. */
export type Variable = 'concurrency' | 'rate'

const units: Readonly<Record<Variable, string>> = { concurrency: 'clients', rate: 'requests/s' }

/** Place of a level on the one axis of a load sweep. */
export function axisAt(variable: Variable, level: number): AxisRecord {
  return { name: variable, value: level, unit: units[variable] }
}

/** The level a run was at in a load sweep; null where something else, or more, was varied. */
export function levelOf(axes: readonly AxisRecord[]): { readonly variable: Variable; readonly level: number } | null {
  const [axis] = axes
  if (axis === undefined || axes.length > 1 || typeof axis.value !== 'number' || !isVariable(axis.name)) return null
  return { variable: axis.name, level: axis.value }
}

function isVariable(name: string): name is Variable {
  return Object.hasOwn(units, name)
}
