import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { diskBytesRead, pageCacheState } from '../../../src/engines/llama-cpp/page-cache.ts'

/** The kernel's own line, or why there is none. */
function readBytesLine(): number | null {
  try {
    const line = readFileSync('/proc/self/io', 'utf8')
      .split('\n')
      .find((text) => text.startsWith('read_bytes:'))
    return Number(line?.split(':')[1])
  } catch {
    return null
  }
}

test('disk reads are the counter of the kernel, and null where there is none', () => {
  const before = readBytesLine()
  const read = diskBytesRead()
  const after = readBytesLine()
  if (before === null || after === null) {
    expect(read).toBeNull()
    return
  }
  expect(read).toBeGreaterThanOrEqual(before)
  expect(read).toBeLessThanOrEqual(after)
})

test.for([
  [0, 1000, 'cold'],
  [0, 901, 'cold'],
  [0, 900, 'unknown'],
  [0, 501, 'unknown'],
  [0, 50, 'unknown'],
  [0, 49, 'warm'],
  [0, 0, 'warm'],
  [5000, 5000, 'warm'],
  [5000, 5950, 'cold'],
] as const)('of 1000 bytes, disk reads that went from %i to %i mean %s', ([before, after, state]) => {
  expect(pageCacheState(before, after, 1000)).toBe(state)
})

test.for([
  [null, 1000],
  [0, null],
  [null, null],
] as const)('disk reads of %s and %s say nothing', ([before, after]) => {
  expect(pageCacheState(before, after, 1000)).toBe('unknown')
})
