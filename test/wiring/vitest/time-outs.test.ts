import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

/** Prints the time of the test that calls it and of the file's hooks, as Vitest has them. */
const told = `
import { TestRunner } from 'vitest'
export function tell(task) {
  const { beforeAll = [], beforeEach = [] } = TestRunner.getSuiteHooks(task.file) ?? {}
  const hooks = [...beforeAll, ...beforeEach].map((hook) => hook[Symbol.for('VITEST_CLEANUP_TIMEOUT')])
  console.log('told:' + [task.file.name, task.timeout, ...hooks].join(' '))
}
`

const direct = `
import { beforeEach as plainHook } from 'vitest'
import { beforeAll, test } from 'vitest-llm-bench'
import { tell } from './tell.js'
plainHook(() => {})
beforeAll(() => {})
test('x', ({ task, measure }) => { tell(task) })
`

const shared = `
import { test as base } from 'vitest-llm-bench'
export const test = base.extend('answer', { scope: 'file' }, () => 42).extend('twice', ({ answer }) => 2 * answer)
`

const indirect = `
import { test } from './shared.ts'
import { tell } from './tell.js'
test.beforeAll(({ answer }) => { if (answer !== 42) throw new Error('no fixture') })
test.for([1])('x %s', (_one, { task, twice }) => { if (twice === 84) tell(task) })
`

const plain = `
import { beforeAll, test } from 'vitest'
import { tell } from './tell.js'
beforeAll(() => {})
test('x', ({ task }) => { tell(task) })
`

const files = {
  'tell.js': told,
  'shared.ts': shared,
  'a1.test.ts': direct,
  'a2.test.ts': direct,
  'b1.test.ts': indirect,
  'b2.test.ts': indirect,
  'c1.test.ts': plain,
  'c2.test.ts': plain,
}

/** What each file told, in the order of their names. */
function toldBy(output: string): string[] {
  return [...output.matchAll(/told:(.*)/g)].map(([, line = '']) => line.trim()).toSorted()
}

const pools = ['forks', 'threads', 'vmThreads'].flatMap((pool) => [`--pool=${pool}`, `--pool=${pool} --isolate=false`])

test.for(pools)('every file that uses this package has its time, and no other one: %s', async (args) => {
  await using project = makeProject(files)
  const { exitCode, output } = await runVitest(project, ['--run', '--maxWorkers=1', ...args.split(' ')])
  expect(exitCode, output).toBe(0)
  expect(toldBy(output)).toEqual([
    'a1.test.ts 600000 600000 600000',
    'a2.test.ts 600000 600000 600000',
    'b1.test.ts 600000 600000',
    'b2.test.ts 600000 600000',
    'c1.test.ts 5000 10000',
    'c2.test.ts 5000 10000',
  ])
})

test('time-outs of the configuration win, and so do those that a file sets', async () => {
  await using project = makeProject({
    ...files,
    'vitest.config.ts': configFile('', 'testTimeout: 7000, hookTimeout: 8000, isolate: false, maxWorkers: 1'),
    'd1.test.ts': direct
      .replace(`plainHook(`, `vi.setConfig({ testTimeout: 6000 })\nplainHook(`)
      .replace('beforeAll,', 'beforeAll, vi,'),
    'd2.test.ts': direct
      .replace(`plainHook(`, `vi.setConfig({ testTimeout: 6000 })\nplainHook(`)
      .replace('beforeAll,', 'beforeAll, vi,'),
    'e1.test.ts': direct.replace(`test('x',`, `test('x', { timeout: 9000 },`),
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
  expect(toldBy(output)).toEqual([
    'a1.test.ts 7000 8000 8000',
    'a2.test.ts 7000 8000 8000',
    'b1.test.ts 7000 8000',
    'b2.test.ts 7000 8000',
    'c1.test.ts 7000 8000',
    'c2.test.ts 7000 8000',
    'd1.test.ts 6000 8000 8000',
    'd2.test.ts 6000 8000 8000',
    'e1.test.ts 9000 8000 8000',
  ])
})

test('a long time of the tests is one of their hooks too, and ours can be changed', async () => {
  await using project = makeProject({ ...files, 'vitest.config.ts': configFile('', 'testTimeout: 30_000') })
  expect(toldBy((await runVitest(project, ['--run', 'a1', 'c1'])).output)).toEqual([
    'a1.test.ts 30000 30000 30000',
    'c1.test.ts 30000 10000',
  ])
  project.write({ 'vitest.config.ts': configFile('testTimeout: 20_000') })
  expect(toldBy((await runVitest(project, ['--run', 'a1', 'c1'])).output)).toEqual([
    'a1.test.ts 20000 20000 20000',
    'c1.test.ts 5000 10000',
  ])
})
