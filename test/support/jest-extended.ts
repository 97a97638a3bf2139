import { toBeWithin, toIncludeSameMembers } from 'jest-extended'
import { expect } from 'vitest'

// Two matchers, typed by hand: the package's own types would let every misspelt matcher compile.
expect.extend({ toBeWithin, toIncludeSameMembers })

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** At least `start` and below `end`. */
    toBeWithin: (start: number, end: number) => R
    /** The same elements, in any order. */
    toIncludeSameMembers: (members: readonly unknown[]) => R
  }
}
