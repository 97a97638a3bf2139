import { expect, test } from 'vitest'
import { userTypeErrors } from '../../scripts/user-types.ts'

const manifest = `{ "name": "vitest-llm-bench", "type": "module", "exports": { "types": "./index.d.ts" } }`
const installed = Object.fromEntries(['vitest', '@types/node'].map((name) => [name, `node_modules/${name}`]))
const augmented = `
import 'vitest'
declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    toBeQuick: () => R
  }
}
export declare const quick: number
`

test('a user whose types are there has no errors', () => {
  const files = { 'a.ts': `import { quick } from 'vitest-llm-bench'\nexport const q: number = quick\n` }
  expect(userTypeErrors({ 'package.json': manifest, 'index.d.ts': augmented }, files, installed)).toEqual([])
})

test('lost augmentations and broken declarations are errors', () => {
  const published = { 'package.json': manifest, 'index.d.ts': 'export declare const quick: Lost\n' }
  const files = {
    'a.ts': `import { expect } from 'vitest'\nimport { quick } from 'vitest-llm-bench'\nexpect(quick).toBeQuick()\n`,
  }
  expect(userTypeErrors(published, files, installed)).toEqual([
    expect.stringMatching(/^a\.ts\(3,15\): error TS2\d+: Property 'toBeQuick' does not exist/),
    `node_modules/vitest-llm-bench/index.d.ts(1,29): error TS2304: Cannot find name 'Lost'.`,
  ])
})
