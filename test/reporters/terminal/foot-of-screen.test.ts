import { expect, test } from 'vitest'
import { canDrawLive } from '../../../reporters/terminal/foot-of-screen.ts'

const tty = { isTTY: true }

test.for([
  ['default', {}, true],
  ['verbose', {}, true],
  ['tree', {}, true],
  ['dot', {}, true],
  ['default', { summary: false }, false],
  ['minimal', {}, false],
  ['json', {}, false],
] as const)('beside the reporter %s %j a live line is drawn: %s', ([name, options, isDrawn]) => {
  const config = { reporters: [[name, { ...options }]] } as unknown as Parameters<typeof canDrawLive>[0]['config']
  expect(canDrawLive({ config, output: tty, error: tty, isCi: false })).toBe(isDrawn)
  expect(canDrawLive({ config, output: tty, error: tty, isCi: true })).toBe(false)
  expect(canDrawLive({ config, output: tty, error: {}, isCi: false })).toBe(false)
  // What others write goes elsewhere.
  expect(canDrawLive({ config, output: {}, error: tty, isCi: false })).toBe(true)
})
