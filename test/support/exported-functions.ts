import * as vitest from 'vitest'
import * as main from '../../src/index.ts'
import * as mockServer from '../../src/mock-server/index.ts'
import * as plugin from '../../src/plugin.ts'

/** A function as a file without types calls it. */
export type Loose = (...given: readonly unknown[]) => unknown

const theirs = new Set<unknown>(Object.values(vitest))
const own = Object.entries({ ...main, ...plugin, ...mockServer }).filter(([, value]) => !theirs.has(value))

/**
 * Every function of the entries for test files and configurations that is not Vitest's, and every function that is
 * a member of an object of theirs (`lengths.fixed`), by the name that a person calls it by.
 */
export const exportedFunctions: ReadonlyMap<string, Loose> = new Map(
  own.flatMap(([name, value]) => membersOf(name, value).concat([[name, value]])).filter(isFunction),
)

function membersOf(name: string, value: unknown): (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([member, part]) => [`${name}.${member}`, part as unknown])
}

function isFunction(entry: readonly [string, unknown]): entry is readonly [string, Loose] {
  return typeof entry[1] === 'function'
}
