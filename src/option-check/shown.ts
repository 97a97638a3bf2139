import { plainExcerpt } from '../plain-text.ts'
import { printableAddress } from './printable-address.ts'
import { isSecretName } from './secret-names.ts'

const mostColumns = 80
const mostEntries = 8
const deepest = 3

/**
 * A value for a message: short, on one line, near to how it was written. Of an address the user and
 * password are left out, of an object the values of names that say a secret. Never throws, whatever it is
 * given.
 */
export function shown(value: unknown): string {
  try {
    return plainExcerpt(written(value, deepest), mostColumns)
  } catch {
    return 'a value that cannot be read'
  }
}

function written(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(hidden(value))
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth === 0) return '…'
  if (Array.isArray(value)) return `[${listed(value, (entry) => written(entry, depth - 1))}]`
  // A URL and a date are what they are written as.
  if ('toJSON' in value && typeof value.toJSON === 'function') return written(value.toJSON(), depth - 1)
  const entries = Object.entries(value)
  if (entries.length === 0) return emptyObject(value)
  const field = ([name, entry]: readonly [string, unknown]): string =>
    `${property(name)}: ${isSecretName(name) ? '…' : written(entry, depth - 1)}`
  return `{ ${listed(entries, field)} }`
}

function hidden(text: string): string {
  const plain = text.includes('://') ? printableAddress(text) : text
  // More than is shown: the part that is cut off is not to be looked at character by character.
  return plain.slice(0, 2 * mostColumns)
}

function listed<Entry>(entries: readonly Entry[], text: (entry: Entry) => string): string {
  const shownEntries = entries.slice(0, mostEntries).map(text)
  return [...shownEntries, ...(entries.length > mostEntries ? ['…'] : [])].join(', ')
}

function emptyObject(value: object): string {
  const name: unknown = value.constructor?.name
  return typeof name !== 'string' || name === 'Object' ? '{}' : `an object of class ${name}`
}

/** The name of a property, in quotes where it is no plain one. */
export function property(name: string): string {
  return /^[\w$-]+$/.test(name) && name.length <= mostColumns / 2
    ? name
    : JSON.stringify(plainExcerpt(name, mostColumns / 2))
}
